package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowSpoolTest {

  private static List<Integer> newest(RowSpool spool, int most) throws IOException {
    List<Integer> rows = new ArrayList<>();
    spool.newest(most, row -> rows.add(row.readUnsignedByte()));
    return rows;
  }

  @ParameterizedTest
  @CsvSource({"0, 10, 0", "3, 10, 3", "10, 10, 10", "11, 10, 10", "25, 10, 10", "31, 4, 4"})
  void rows_beyondWhatIsKept_areTheOldest(int added, int most, int expected) throws IOException {
    try (RowSpool spool = new RowSpool(10)) {
      for (int i = 0; i < added; i++) {
        spool.add(new byte[] {(byte) i});
      }

      assertThat(spool.added()).isEqualTo(added);
      assertThat(spool.kept()).isEqualTo(Math.min(added, 10));
      assertThat(newest(spool, most))
          .isEqualTo(IntStream.range(added - expected, added).boxed().toList())
          .isEqualTo(newest(spool, most)); // read again
    }
  }
}
