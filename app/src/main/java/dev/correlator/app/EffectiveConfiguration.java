package dev.correlator.app;

import java.io.PrintWriter;
import java.util.List;

/**
 * Shows a configuration whole: every value, and where it is from. What is printed is a
 * configuration file itself, but for the masks in place of secrets.
 */
final class EffectiveConfiguration {

  /** Where the comments begin that say where a value is from. */
  private static final int COMMENT_COLUMN = 48;

  private final PrintWriter out;

  EffectiveConfiguration(PrintWriter out) {
    this.out = out;
  }

  /** Prints it. */
  void print(Configuration configuration) {
    out.println("system:");
    values(2, configuration.system());
    if (!configuration.formats().isEmpty()) {
      out.println("formats:");
    }
    for (FormatInstance format : configuration.formats()) {
      line(2, format.name() + ":", format.place().toString());
      values(4, format.settings());
    }
    out.println("applications:");
    for (Application application : configuration.applications()) {
      line(2, application.name() + ":", application.isBuiltIn() ? "built in" : from(application));
      if (!application.description().isEmpty()) {
        line(4, "description: " + scalar(application.description()), "");
      }
      line(4, "inputs:", "");
      line(6, "files:", "");
      values(8, application.files());
      line(4, "modules:", "");
      for (ModuleInstance module : application.modules()) {
        line(6, module.name() + ":", "");
        line(8, "use: " + module.plugin().name(), module.plugin().origin());
        config(module.settings());
      }
      if (!application.handlers().isEmpty()) {
        line(4, "handlers:", "");
      }
      for (HandlerInstance handler : application.handlers()) {
        line(6, handler.name() + ":", "");
        line(8, "use: " + handler.plugin().name(), handler.plugin().origin());
        on(handler);
        if (handler.when() != null) {
          line(8, "when: " + scalar(handler.when().text()), handler.when().place().toString());
        }
        config(handler.settings());
      }
    }
    out.flush();
  }

  private static String from(Application application) {
    return application.place().toString();
  }

  private void on(HandlerInstance handler) {
    if (!handler.on().isEmpty()) {
      StringBuilder names = new StringBuilder();
      for (ConfigNode.Scalar name : handler.on()) {
        names.append(names.length() == 0 ? "" : ", ").append(scalar(name.text()));
      }
      line(8, "on: [" + names + "]", handler.on().get(0).place().toString());
    }
  }

  private void config(Settings<?> settings) {
    if (!settings.values().isEmpty()) {
      line(8, "config:", "");
      values(10, settings);
    }
  }

  private void values(int indent, Settings<?> settings) {
    for (SettingValue value : settings.values()) {
      line(indent, value.setting().key() + ": " + shown(value), value.from().toString());
    }
  }

  private static String shown(SettingValue value) {
    if (value.setting().type() instanceof SettingType.ListOf
        && value.value() instanceof List<?> l) {
      StringBuilder items = new StringBuilder("[");
      for (Object item : l) {
        String text = item instanceof Enum<?> e ? SettingType.word(e) : String.valueOf(item);
        items.append(items.length() == 1 ? "" : ", ").append(scalar(text));
      }
      return items.append(']').toString();
    }
    boolean text =
        value.setting().type() instanceof SettingType.Text
            || value.setting().type() instanceof SettingType.FilePath;
    return text ? scalar(value.shown()) : value.shown();
  }

  private void line(int indent, String text, String comment) {
    StringBuilder line = new StringBuilder().repeat(' ', indent).append(text);
    if (!comment.isEmpty()) {
      line.repeat(' ', Math.max(1, COMMENT_COLUMN - line.length()));
      line.append("# ").append(Printable.text(comment));
    }
    out.println(line);
  }

  /** A text as YAML: plain where it cannot be taken for anything else. */
  private static String scalar(String text) {
    boolean plain = !text.isEmpty() && Character.isLetter(text.charAt(0));
    for (int i = 0; i < text.length() && plain; i++) {
      char c = text.charAt(i);
      plain = Character.isLetterOrDigit(c) || "_-./ ".indexOf(c) >= 0;
    }
    boolean taken = text.equals("true") || text.equals("false") || text.equals("null");
    return plain && !taken && !text.endsWith(" ") ? text : JsonText.quoted(text);
  }
}
