package dev.correlator.delivery;

import dev.correlator.api.LogRecord;
import dev.correlator.api.RecordRef;
import dev.correlator.api.Severity;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A log record whose text a test chooses. */
record Line(String text, Map<String, String> fields) implements LogRecord {

  Line(String text) {
    this(text, Map.of());
  }

  @Override
  public Instant time() {
    return Sample.TIME;
  }

  @Override
  public String host() {
    return "web1";
  }

  @Override
  public String app() {
    return "sshd";
  }

  @Override
  public String procId() {
    return "4242";
  }

  @Override
  public @Nullable String msgId() {
    return null;
  }

  @Override
  public @Nullable String structuredData() {
    return null;
  }

  @Override
  public int facility() {
    return -1;
  }

  @Override
  public @Nullable Severity severity() {
    return null;
  }

  @Override
  public String raw() {
    return "Nov 30 23:58:41 web1 sshd[4242]: " + text;
  }

  @Override
  public RecordRef ref() {
    return new RecordRef("auth.log", 1700, 17);
  }
}
