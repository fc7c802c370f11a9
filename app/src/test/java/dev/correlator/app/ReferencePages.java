package dev.correlator.app;

import dev.correlator.api.Event;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the pages of the reference that follow from the code. */
final class ReferencePages {

  private static final String GENERATED =
      "<!-- Generated from the code by ReferenceTest, which says how to renew it. -->\n\n";

  private static final String STANDARD_INPUT =
      """

      ## Standard input

      `-` is read as a file is: as history, to its end, in blocks of 128 KiB. When a block is full, the events up to `--hold` (10 s)
      before the time of its last record go to the handlers and to `--events`; the others, and the report, come when the input ends.
      Behind `tail -f` nothing is lost, but all is late: a quiet log may need days to fill a block.
      """;

  private static final String TEXT_OF_LOGS =
      """

      ## Text of logs

      What is shown of a log stays on its line and acts on no terminal, in reports, `trace`, `capture ls`, messages, `--rejects`, the
      console and the program's log: a line feed is shown as `\\n`, a carriage return as `\\r`, a tab as `\\t`, and other characters that
      control something, turn the direction of writing or cannot be seen by their numbers, as `\\u001b`. A backslash stands as it
      is: where it matters whether a log says `\\n` or has one, `--format json` and `--events` tell, whose escapes are those of
      JSON. `trace` shows further lines of a record under it. In `--rejects`, from which lines can be
      [turned back](formats.md#what-cannot-be-parsed), a tab stays a tab, and a backslash is written as `\\\\`.
      """;

  private static final String FORM =
      """
      A configuration is a YAML file. `correlator.yaml` of the current folder is taken by itself, and said;
      `--config FILE` or the variable `CORRELATOR_CONFIG` name another one.

      ```yaml
      system: {data_dir: ./data, timezone: Europe/Berlin}
      applications:
        ssh-report:                       # run it: correlator run ssh-report auth.log
          description: OpenSSH log-ins, reported
          inputs:
            files: {zone: Europe/Berlin}
          modules:
            openssh: {use: openssh, config: {login_failure_limit: 6}}
          handlers:
            csv: {use: csv, config: {directory: csv}}
            alarms: {use: console, on: [AttemptsExceeded], when: "event.count > 20"}
      ```

      Under `modules` and `handlers` stand instances: a name of your own, `use` with the name of what is installed, and
      `config` with its settings. A handler is given the events named under `on` (all if there is none) that meet the
      condition under `when`, which asks about the event and the record that triggered it ([how conditions are
      written](events.md#which-events-a-handler-is-given)); `on` takes the names of event classes and of `ErrorEvent`,
      `WarningEvent`, `NoticeEvent`, `AuditEvent`, `TransactionEvent`, `StatisticsEvent`. Each installed module that works
      without a setting being given is also an application of its own, of the same name: `correlator run openssh auth.log`
      needs no file.

      `correlator check` tells all mistakes of a file at once, `correlator config` shows every value and where it is from.

      ## Where values come from

      The later goes over the earlier; every value that is given is checked, also one that another one hides.

      | | openssh, setting `login_failure_limit` | handler `csv`, setting `directory` |
      |---|---|---|
      | 1. default | see below | see below |
      | 2. file | `config: {login_failure_limit: 6}` | `config: {directory: out}` |
      | 3. environment | `CORRELATOR_OPENSSH__LOGIN_FAILURE_LIMIT=6` | `CORRELATOR_HANDLERS__CSV__DIRECTORY=out` |
      | 4. command line | `--set openssh.login_failure_limit=6` | `--set handlers.csv.directory=out` |

      With the name of an application in front a value is for that one alone, and goes over one for all:
      `--set ssh-report.openssh.login_failure_limit=6`, `CORRELATOR_SSH_REPORT__OPENSSH__LOGIN_FAILURE_LIMIT=6`. In variables a
      dot is two underscores, a hyphen one. `system.timezone` and `inputs.files.zone` are set in the same way; the options
      `--year`, `--zone`, `--input-format`, `--trailer`, `--order`, `--hold` and `--jitter` stand for `inputs.files`.

      ## How values are written

      | type | examples |
      |---|---|
      | duration | `500ms`, `30s`, `5m`, `1h30m`, `2d`: whole numbers, the largest unit first, at most 36500d |
      | whole number | `6`; large ones also `64KiB`, `10MiB`, `2GiB`, `1TiB` |
      | list | `[a, b]`, or `a,b` as text |
      | text | `Main Street`, `"12"`; a number is taken as it is written |
      | time zone | `UTC`, `Europe/Berlin`, `+02:00` |
      | credential | `env:VARIABLE`, or `file:PATH` of a file that only its owner can use; never the credential itself |

      YAML 1.2, in UTF-8. Not taken: a key twice, tags, anchors and aliases, several documents in a file.

      ## Editors

      [correlator.schema.json](correlator.schema.json) is the JSON schema (draft 2020-12) of configuration files with the built-in
      modules and handlers; `correlator config --schema` prints the one with your plugins. Editors with the YAML language
      server take it by a first line: `# yaml-language-server: $schema=correlator.schema.json`.

      ## Plugins

      Modules, handlers and formats of your own are jars in the installation's folder `plugins`, or in that of `--plugins
      FOLDER` or `CORRELATOR_PLUGINS`; a folder of jars in it is one plugin. A plugin sees the JDK and `dev.correlator.api`,
      and brings whatever else it needs. Two of one name are refused. `correlator new` makes a project for one, `correlator
      apps` tells what is installed and where each comes from.

      What cannot be used of a plugin is left out: a class that cannot be loaded or constructed, a module that throws while it
      describes itself or does so wrongly. All else goes on, and one line on standard error tells of it, with plugin, class and
      line where these are known: `ERROR   left out: ...`. A run that names no application ends with exit code 0 then, as if
      the plugin were not there; one of an application that uses what is left out starts nothing and ends with 2.
      `correlator check` and `correlator apps` tell all mistakes of all plugins, and end with 2.

      """;

  private final Installation installation;
  private final CommandLine commandLine;

  ReferencePages(Installation installation, CommandLine commandLine) {
    this.installation = installation;
    this.commandLine = commandLine;
  }

  /** The page about configuration. */
  String configuration() {
    StringBuilder page = new StringBuilder("# Configuration\n\n").append(GENERATED).append(FORM);
    page.append("## `system`\n\n");
    settings(page, ConfigurationStore.schema(SystemSettings.class));
    page.append("## `inputs`: `files`\n\n");
    settings(page, ConfigurationStore.schema(FilesInput.class));
    page.append("## `formats`: each, by its name\n\n");
    settings(page, ConfigurationStore.schema(FormatSettings.class));
    for (Plugin<?> module : installation.modules().values()) {
      page.append("## Module `").append(module.name()).append("`\n\n");
      settings(page, module.settings());
    }
    for (Plugin<?> handler : installation.handlers().values()) {
      page.append("## Handler `").append(handler.name()).append("`\n\n");
      settings(page, handler.settings());
    }
    page.append("## Mistakes\n\n");
    page.append(
        "Each is told as `file:line:column: CODE: what, the value, the limit, what to do`;");
    page.append(" the exit code is 2.\n\n| code | |\n|---|---|\n");
    for (ProblemCode code : ProblemCode.values()) {
      page.append("| `").append(code).append("` | ").append(code.sentence()).append(" |\n");
    }
    return page.toString();
  }

  private static void settings(StringBuilder page, SettingsSchema<?> schema) {
    if (schema.settings().isEmpty()) {
      page.append("Takes no settings.\n\n");
      return;
    }
    page.append("| setting | | takes | default |\n|---|---|---|---|\n");
    for (SettingSpec setting : schema.settings()) {
      String def = setting.defaultText();
      page.append("| `").append(setting.key()).append("` | ");
      page.append(cell(setting.doc())).append(" | ");
      page.append(setting.secret() ? "a reference to a credential" : cell(shortly(setting)));
      page.append(" | ");
      page.append(def == null ? "none: mandatory" : def.isEmpty() ? "empty" : "`" + def + "`");
      page.append(" |\n");
    }
    page.append('\n');
  }

  /** The words of messages without the examples, which the page gives once. */
  private static String shortly(SettingSpec setting) {
    return setting
        .type()
        .words()
        .replace(", as 500ms, 30s, 5m, 1h30m or 2d", "")
        .replace(", as UTC, Europe/Berlin or +02:00", "")
        .replace("a list, as [a, b] or a,b, of values that are each one", "a list")
        .replace("a list, as [a, b] or a,b, of values that are each ", "a list of ")
        .replace(", also with KiB, MiB, GiB or TiB", "");
  }

  /** The page about the command line. */
  String commands() {
    StringBuilder page = new StringBuilder("# Command line\n\n").append(GENERATED);
    page.append("```\n").append(synopsis(commandLine));
    List<CommandLine> commands = new ArrayList<>(commandLine.getSubcommands().values());
    for (CommandLine command : commands) {
      page.append(synopsis(command));
    }
    page.append("```\n\n");
    page.append("Results go to standard output, progress and messages to standard error.\n\n");
    for (CommandLine command : commands) {
      command(page, command.getCommandSpec());
    }
    page.append("## Options of reading files\n\n| | |\n|---|---|\n");
    options(page, readingOptions());
    page.append("\n## Options of configuration\n\n| | |\n|---|---|\n");
    options(page, configurationOptions());
    page.append(STANDARD_INPUT).append(TEXT_OF_LOGS);
    page.append("\n## Exit codes\n\n| | |\n|---|---|\n");
    for (Map.Entry<String, String> code :
        commandLine.getCommandSpec().usageMessage().exitCodeList().entrySet()) {
      page.append("| ").append(code.getKey()).append(" | ").append(code.getValue());
      page.append(" |\n");
    }
    page.append("\n## Environment\n\n| | |\n|---|---|\n");
    page.append("| `CORRELATOR_CONFIG` | the configuration file, as `--config` |\n");
    page.append("| `CORRELATOR_PLUGINS` | the folder with plugins, as `--plugins` |\n");
    page.append("| `CORRELATOR_...__...` | settings: see [configuration](configuration.md) |\n");
    page.append("| `CORRELATOR_JAVA_HOME` | the JDK to use; else `JAVA_HOME`, `java` on the path,");
    page.append(" the usual folders |\n");
    page.append("| `CORRELATOR_JAVA_OPTS` | more options for the JVM, parted by spaces |\n");
    page.append(
        "\n"
            + "`correlator --java-home` prints the JDK that is used; scripts that build plugins"
            + " ask.\n");
    return page.toString();
  }

  private static String synopsis(CommandLine command) {
    return HelpText.synopsis(command.getCommandSpec()) + "\n";
  }

  private static void command(StringBuilder page, CommandSpec command) {
    page.append("## ").append(command.qualifiedName()).append("\n\n");
    page.append(command.usageMessage().header()[0]).append("\n\n");
    for (String paragraph : command.usageMessage().description()) {
      page.append(paragraph).append("\n\n");
    }
    Set<String> reading = names(readingOptions());
    if (!names(command.options()).containsAll(reading)) {
      reading = Set.of(); // some of them are told one by one
    }
    Set<String> configuring = names(configurationOptions());
    List<String> further = new ArrayList<>();
    List<OptionSpec> own = new ArrayList<>();
    for (OptionSpec option : command.options()) {
      if (reading.contains(option.longestName())) {
        addOnce(further, "those of [reading files](#options-of-reading-files)");
      } else if (configuring.contains(option.longestName())) {
        addOnce(further, "those of [configuration](#options-of-configuration)");
      } else if (!option.usageHelp()) {
        own.add(option);
      }
    }
    if (!own.isEmpty() || !command.positionalParameters().isEmpty()) {
      page.append("| | |\n|---|---|\n");
      for (PositionalParamSpec word : command.positionalParameters()) {
        page.append("| `").append(cell(word.paramLabel())).append("` | ");
        page.append(cell(word.description()[0])).append(" |\n");
      }
      options(page, own);
      page.append('\n');
    }
    if (!further.isEmpty()) {
      page.append("Further options: ").append(String.join(", and ", further)).append(".\n\n");
    }
    String[] footer = command.usageMessage().footer();
    page.append("```\n");
    for (String line : footer) {
      if (line.startsWith("  ")) {
        page.append(line.strip()).append('\n');
      }
    }
    page.append("```\n\n");
  }

  private static void options(StringBuilder page, List<OptionSpec> options) {
    for (OptionSpec option : options) {
      String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
      page.append("| `").append(cell(String.join("`, `", option.names()) + label));
      page.append("` | ").append(cell(option.description()[0])).append(" |\n");
    }
  }

  /** The cells of an event of the engine's own, up to when it is sent. */
  static String cells(Class<? extends Event> type) {
    List<String> kinds = new ArrayList<>();
    for (Class<?> of : type.getInterfaces()) {
      if (Modifier.isPublic(of.getModifiers())) {
        kinds.add("`" + of.getSimpleName() + "`");
      }
    }
    List<String> fields = new ArrayList<>();
    for (RecordComponent field : type.getRecordComponents()) {
      fields.add("`" + field.getName() + "`");
    }
    return "| `%s` | %s | %s | "
        .formatted(type.getSimpleName(), String.join(", ", kinds), String.join(", ", fields));
  }

  private static List<OptionSpec> readingOptions() {
    CommandSpec spec = CommandSpec.create();
    ReadingOptions.addTo(spec);
    return spec.options();
  }

  private static List<OptionSpec> configurationOptions() {
    CommandSpec spec = CommandSpec.create();
    ConfigurationOptions.addTo(spec);
    return spec.options();
  }

  private static Set<String> names(List<OptionSpec> options) {
    Set<String> names = new HashSet<>();
    for (OptionSpec option : options) {
      names.add(option.longestName());
    }
    return names;
  }

  private static void addOnce(List<String> list, String text) {
    if (!list.contains(text)) {
      list.add(text);
    }
  }

  /** The schema for editors. */
  String schema() {
    return new ConfigurationSchema(installation).text();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
