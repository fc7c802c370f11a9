package dev.correlator.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What settings leave out by default that name some of several choices: told of modules that saw
 * transactions fail and found nothing in them, because those may be of another choice.
 */
final class LeftOut {

  private LeftOut() {}

  /** What to tell of a run, each a line. */
  static List<String> of(RunResult r) {
    List<String> lines = new ArrayList<>();
    for (ModuleInstance module : r.application().modules()) {
      long failed = r.findings().failed(module.name());
      boolean found = r.findings().ranked().stream().anyMatch(k -> k.system.equals(module.name()));
      if (failed > 0 && !found) {
        for (SettingValue value : module.settings().values()) {
          add(module.name(), value, failed, lines);
        }
      }
    }
    return lines;
  }

  private static void add(String module, SettingValue value, long failed, List<String> lines) {
    if (!value.isDefault()
        || !(value.setting().type() instanceof SettingType.ListOf list)
        || !(list.element() instanceof SettingType.Choice choice)
        || !(value.value() instanceof List<?> chosen)) {
      return;
    }
    List<String> out = new ArrayList<>();
    for (Map.Entry<String, Enum<?>> each : choice.values().entrySet()) {
      if (!chosen.contains(each.getValue())) {
        out.add(each.getKey());
      }
    }
    if (!out.isEmpty()) {
      String name = module + "." + value.setting().key();
      lines.add(
          "%s failed, and nothing more was found: %s is %s, without %s (--set %s=%s)"
              .formatted(
                  CountText.of(failed),
                  name,
                  value.text(),
                  String.join(", ", out),
                  name,
                  String.join(",", choice.values().keySet())));
    }
  }
}
