package dev.correlator.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.intake.JulFormat;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeAll;

/** All formats that are installed, those of later versions too. */
class RecordFormatFuzzTest {

  private static final List<FormatProbe> FORMATS =
      ServiceLoader.load(RecordFormat.class).stream()
          .map(ServiceLoader.Provider::get)
          .map(FormatProbe::new)
          .toList();

  /** The names of months are made for the first record that has one: no input's cost. */
  @BeforeAll
  static void readFirst() {
    byte[] record = "Mar 02, 2026 8:00:00 AM a.B c\nINFO: d        ".getBytes(US_ASCII);
    new JulFormat().parser().parse(record, 0, record.length - 8, new RecordHeader());
  }

  @FuzzTest(maxExecutions = 8_000)
  void bytes_readByEachFormat_areARecordOrNone(byte[] data) {
    for (FormatProbe format : FORMATS) {
      format.check(data);
    }
  }
}
