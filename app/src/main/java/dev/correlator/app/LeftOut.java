package dev.correlator.app;

import dev.correlator.core.EngineSummary;
import java.util.ArrayList;
import java.util.List;

/**
 * Records that a setting leaves out by its default, which names some of several choices: told of
 * modules that found nothing, because they might have with those records.
 */
final class LeftOut {

  private LeftOut() {}

  /** What to tell of a run, each a line. */
  static List<String> of(RunResult r) {
    List<String> lines = new ArrayList<>();
    for (ModuleInstance module : r.application().modules()) {
      List<EngineSummary.LeftOut> records =
          r.summary().leftOut().stream().filter(l -> l.module().equals(module.name())).toList();
      boolean found = r.findings().ranked().stream().anyMatch(k -> k.system.equals(module.name()));
      if (!records.isEmpty() && !found) {
        for (SettingValue value : module.settings().values()) {
          add(module.name(), value, records, lines);
        }
      }
    }
    return lines;
  }

  private static void add(
      String module, SettingValue value, List<EngineSummary.LeftOut> all, List<String> lines) {
    String key = value.setting().key();
    List<EngineSummary.LeftOut> here =
        all.stream().filter(l -> SettingsSchema.key(l.setting()).equals(key)).toList();
    if (!value.isDefault() || here.isEmpty()) {
      return;
    }
    List<String> choices = here.stream().map(l -> SettingType.word(l.choice())).toList();
    long records = here.stream().mapToLong(EngineSummary.LeftOut::records).sum();
    String name = module + "." + key;
    String chosen = value.text().isEmpty() ? "" : value.text() + ",";
    lines.add(
        "no finding of %s, but %s left out: %s is %s, without %s (--set %s=%s%s takes them)"
            .formatted(
                module,
                CountText.of(records, "record"),
                name,
                value.text(),
                String.join(", ", choices),
                name,
                chosen,
                String.join(",", choices)));
  }
}
