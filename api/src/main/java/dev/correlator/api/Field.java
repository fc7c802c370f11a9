package dev.correlator.api;

/** The header fields of a record that keys and events can name. */
public enum Field {
  /** The host in the header, or the name of the source, as {@code app.log}, where it has none. */
  HOST("host"),
  /** The application: RFC 5424 APP-NAME, RFC 3164 TAG. */
  APP("app"),
  /** The process id: RFC 5424 PROCID, RFC 3164 the number in brackets. */
  PROC_ID("procId"),
  /** The message id: RFC 5424 MSGID. */
  MSG_ID("msgId");

  private final String component;

  Field(String component) {
    this.component = component;
  }

  /** The name of the component of an event or a fact that this field fills. */
  public String component() {
    return component;
  }
}
