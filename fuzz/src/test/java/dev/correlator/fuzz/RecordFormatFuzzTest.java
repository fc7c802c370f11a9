package dev.correlator.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.correlator.api.RecordFormat;
import java.util.List;
import java.util.ServiceLoader;

/** All formats that are installed, those of later versions too. */
class RecordFormatFuzzTest {

  private static final List<FormatProbe> FORMATS =
      ServiceLoader.load(RecordFormat.class).stream()
          .map(ServiceLoader.Provider::get)
          .map(FormatProbe::new)
          .toList();

  @FuzzTest(maxExecutions = 8_000)
  void bytes_readByEachFormat_areARecordOrNone(byte[] data) {
    for (FormatProbe format : FORMATS) {
      format.check(data);
    }
  }
}
