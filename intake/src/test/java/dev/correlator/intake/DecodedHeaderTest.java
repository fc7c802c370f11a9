package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.Severity;
import dev.correlator.core.RecordBlock;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecodedHeaderTest {

  private final Formats formats = Formats.installed();

  private @Nullable DecodedHeader first(String record) {
    byte[] bytes = Log.bytes(record);
    byte[] block = Arrays.copyOf(bytes, bytes.length + RecordBlock.SLACK);
    return DecodedHeader.ofFirst(formats, -1, block, bytes.length);
  }

  @Test
  void header_ofAFirstRecord_saysAllThatStandsInIt() {
    DecodedHeader header =
        first("<86>1 2026-03-02T08:15:01Z web1 app 7 m [x@1 end=\"a\\\"b\" n=\"2\" n=\"3\"] ä");

    assertThat(header)
        .extracting(
            DecodedHeader::format,
            DecodedHeader::host,
            DecodedHeader::app,
            DecodedHeader::procId,
            DecodedHeader::msgId,
            DecodedHeader::facility,
            DecodedHeader::severity,
            DecodedHeader::text)
        .containsExactly("rfc5424", "web1", "app", "7", "m", 10, Severity.INFO, "ä");
    assertThat(header)
        .extracting(DecodedHeader::structuredData, DecodedHeader::fields)
        .hasToString("[[x@1 end=\"a\\\"b\" n=\"2\" n=\"3\"], {end=a\"b, n=3}]");
  }

  @Test
  void header_withoutFields_saysNull() {
    DecodedHeader header = new DecodedHeader("mine", Log.bytes("text"), new RecordHeader());

    assertThat(header)
        .extracting(
            DecodedHeader::host,
            DecodedHeader::app,
            DecodedHeader::procId,
            DecodedHeader::msgId,
            DecodedHeader::structuredData,
            DecodedHeader::severity)
        .containsOnlyNulls();
    assertThat(header.facility()).isEqualTo(-1);
    assertThat(header.fields()).isEmpty();
    assertThat(header.text()).isEmpty();
  }

  @Test
  void valuesThatAreEmpty_ofARecordThatWasCopied_areEmpty() {
    RecordHeader found = new RecordHeader();
    found.addField(40, 44, 45, 45);
    found.textFrom = 46;
    found.textTo = 46;
    found.move(Integer.MAX_VALUE, -40, 0);

    DecodedHeader header = new DecodedHeader("mine", Log.bytes("user"), found);

    assertThat(header.fields()).hasToString("{user=}");
    assertThat(header.text()).isEmpty();
  }

  @Test
  void severity_withoutFacility_isKnownNoneTheLess() {
    RecordHeader found = new RecordHeader();
    found.priority = RecordHeader.NO_FACILITY + Severity.ERROR.code();

    DecodedHeader header = new DecodedHeader("mine", new byte[0], found);

    assertThat(header.severity()).isEqualTo(Severity.ERROR);
    assertThat(header.facility()).isEqualTo(-1);
  }

  @Test
  void bytes_thatNoFormatReads_haveNoHeader() {
    assertThat(first("no header of any format")).isNull();
  }
}
