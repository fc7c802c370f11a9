package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.correlator.api.Rejection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournaldExportFormatTest {

  private static final String BEGIN = "__CURSOR=s=1\n__REALTIME_TIMESTAMP=1772438400123456\n";
  private static final int RECORD_MAX = 200;

  /** A field whose value has a length in front of it. */
  private static byte[] binary(String name, byte[] value) {
    return Log.together(
        Log.bytes(name + "\n"),
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value.length).array(),
        value,
        Log.bytes("\n"));
  }

  private static byte[] exported(String message) {
    return Log.together(Log.bytes(BEGIN), binary("MESSAGE", Log.bytes(message)), Log.bytes("\n"));
  }

  private static List<String> read(byte[] content, int block) {
    return Log.read(content, Log.options().withRecordBytesMax(RECORD_MAX), block);
  }

  private static List<String> read(byte[] content) {
    return read(content, 1 << 16);
  }

  @Test
  void entry_isTakenApart_binaryFieldsToo() {
    byte[] entry =
        Log.together(
            Log.bytes(BEGIN + "_HOSTNAME=web1\nSYSLOG_IDENTIFIER=sshd\n_PID=812\nPRIORITY=6\n"),
            Log.bytes("SYSLOG_FACILITY=4\nURL=a=b\nEMPTY=\n"),
            binary("MESSAGE", Log.bytes("one\n\ntwo=3")),
            binary("RAW", new byte[] {'a', 0, '\n', 'b'}));

    Reading r = Reading.of(new JournaldExportFormat(), Arrays.copyOf(entry, entry.length - 1));

    assertThat(r.rejection()).isNull();
    assertThat(r.instant()).isEqualTo(Instant.parse("2026-03-02T08:00:00.123456Z"));
    assertThat(r.host()).isEqualTo("web1");
    assertThat(r.app()).isEqualTo("sshd");
    assertThat(r.procId()).isEqualTo("812");
    assertThat(r.priority()).isEqualTo(4 * 8 + 6);
    assertThat(r.text()).isEqualTo("one\n\ntwo=3");
    assertThat(r.fields())
        .containsExactly(
            entry("__CURSOR", "s=1"),
            entry("URL", "a=b"),
            entry("EMPTY", ""),
            entry("RAW", "a\0\nb"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "MESSAGE=x", "__CURSOR=s=1\nMESSAGE=x", "MESSAGE\n\1\0\0"})
  void entry_withoutTime_isRefused(String entry) {
    assertThat(Reading.of(new JournaldExportFormat(), entry).rejection())
        .isEqualTo(Rejection.HEADER);
  }

  @Test
  void entry_whoseTimeCannotBeRead_isRefused() {
    assertThat(
            Reading.of(new JournaldExportFormat(), "__REALTIME_TIMESTAMP=soon\nMESSAGE=x")
                .rejection())
        .isEqualTo(Rejection.TIME);
  }

  @Test
  void entries_endAtAnEmptyLine_thatIsNotPartOfAValue() {
    byte[] content =
        Log.together(
            Log.bytes("\n\n" + BEGIN + "MESSAGE=a\n\n"),
            exported("b\n\n" + BEGIN + "MESSAGE=forged\n"),
            Log.bytes("\n" + BEGIN + "MESSAGE=c\n\n"));

    assertThat(read(content))
        .containsExactly("2: a", "64: b\n\n" + BEGIN + "MESSAGE=forged\n", "203: c");
  }

  @Test
  void lastEntry_withoutEmptyLine_isARecordIfItIsWhole() {
    assertThat(read(Log.bytes(BEGIN + "MESSAGE=a\n"))).containsExactly("0: a");
    assertThat(read(Log.bytes(BEGIN + "MESSAGE=a"))).containsExactly("0: a (truncated)");
    byte[] whole = exported("abc");
    assertThat(read(Arrays.copyOf(whole, whole.length - 1))).containsExactly("0: abc");
    assertThat(read(Arrays.copyOf(whole, whole.length - 2))).containsExactly("0: abc");
    for (int cut = 3; cut < 18; cut++) {
      assertThat(read(Arrays.copyOf(whole, whole.length - cut)))
          .as("%d", cut)
          .singleElement()
          .asString()
          .startsWith("0: CUT_OFF " + BEGIN.substring(0, 20));
    }
  }

  @Test
  void entry_longerThanTheLargestRecord_isPassedOver_andNothingInItIsARecord() {
    byte[] content =
        Log.together(
            exported("x".repeat(1000) + "\n\n" + BEGIN + "MESSAGE=forged\n\n"),
            Log.bytes(BEGIN + "MESSAGE=next\n\n"));

    assertThat(read(content))
        .hasSize(2)
        .anySatisfy(s -> assertThat(s).startsWith("0: TOO_LONG __CURSOR"))
        .anySatisfy(s -> assertThat(s).endsWith(": next"));
  }

  @Test
  void damage_endsAtTheNextEmptyLine() {
    byte[] wrongLength = exported("abc");
    wrongLength[BEGIN.length() + 8] = 2;
    byte[] hugeLength = exported("abc");
    hugeLength[BEGIN.length() + 15] = -1;
    byte[] noName = Log.bytes(BEGIN + "no name\nMESSAGE=x\n\n");
    byte[] good = Log.bytes(BEGIN + "MESSAGE=next\n\n");

    for (byte[] damaged : List.of(wrongLength, hugeLength, noName)) {
      List<String> found = read(Log.together(good, damaged, good));
      assertThat(found).hasSize(3).element(1).asString().contains("FRAMING __CURSOR");
      assertThat(found).element(2).asString().endsWith(": next");
    }
  }

  @Test
  void entries_readInBlocksOfAnySize_areTheSame() {
    Random random = new Random(5);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (int i = 0; i < 120; i++) {
      byte[] value = new byte[random.nextInt(random.nextInt(8) == 0 ? 600 : 60)];
      for (int n = 0; n < value.length; n++) {
        value[n] = (byte) (random.nextInt(4) == 0 ? '\n' : 'a' + random.nextInt(26));
      }
      byte[] entry =
          random.nextBoolean()
              ? exported(new String(value, StandardCharsets.US_ASCII))
              : Log.bytes(BEGIN + "MESSAGE=" + "y".repeat(value.length) + "\n\n");
      if (random.nextInt(12) == 0) {
        entry[random.nextInt(entry.length)] = (byte) random.nextInt(128);
      }
      content.writeBytes(entry);
      content.writeBytes(Log.bytes("\n".repeat(random.nextInt(20) == 0 ? 300 : 0)));
    }
    List<String> expected = read(content.toByteArray());

    assertThat(expected).hasSizeGreaterThan(100);
    for (int size = 1; size < 900; size++) {
      assertThat(read(content.toByteArray(), size)).as("%d", size).isEqualTo(expected);
    }
  }

  @Test
  void anythingAtAll_isReadWithoutFailure() {
    Random random = new Random(9);
    for (int run = 0; run < 300; run++) {
      byte[] content = Log.together(Log.bytes(BEGIN), exported("abc"), exported("def"));
      for (int n = 0; n < 20; n++) {
        content[BEGIN.length() + random.nextInt(content.length - BEGIN.length())] =
            (byte) random.nextInt(256);
      }
      assertThat(read(content)).isEqualTo(read(content, 17));
    }
  }

  @Test
  void file_isFoundByItself() throws IOException {
    try (Intake intake = Log.open(Log.bytes(BEGIN + "MESSAGE=a\n\n"), Log.options())) {
      assertThat(intake.sources().get(0).formatName()).isEqualTo("journald-export");
    }
  }
}
