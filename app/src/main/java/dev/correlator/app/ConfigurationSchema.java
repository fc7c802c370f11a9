package dev.correlator.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The JSON schema (draft 2020-12) of configuration files, made of what is installed: what an editor
 * needs to complete and check a file. A value that is missing is no mistake here, since the
 * environment or the command line may give it.
 */
final class ConfigurationSchema {

  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

  private final Installation installation;

  ConfigurationSchema(Installation installation) {
    this.installation = installation;
  }

  /** The schema as JSON. */
  String text() {
    return JsonText.of(root());
  }

  private Map<String, Object> root() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", DRAFT);
    root.put("title", "Configuration of Correlator");
    root.putAll(
        object(
            "",
            properties(
                "system",
                settings(
                    "What all applications share", ConfigurationStore.schema(SystemSettings.class)),
                "formats",
                named("Formats of records, described here, by name", reference("format")),
                "applications",
                named("The applications by name", reference("application")))));
    Map<String, Object> definitions = new LinkedHashMap<>();
    definitions.put(
        "format",
        settings("The form of a log's lines", ConfigurationStore.schema(FormatSettings.class)));
    definitions.put("application", application());
    definitions.put(
        "files", settings("How files are read", ConfigurationStore.schema(FilesInput.class)));
    definitions.put("module", instance("module", installation.modules(), Map.of()));
    definitions.put("handler", instance("handler", installation.handlers(), criteria()));
    for (Plugin<?> module : installation.modules().values()) {
      definitions.put(
          "module-" + module.name(),
          settings("Settings of the module " + module.name(), module.settings()));
    }
    for (Plugin<?> handler : installation.handlers().values()) {
      definitions.put(
          "handler-" + handler.name(),
          settings("Settings of the handler " + handler.name(), handler.settings()));
    }
    root.put("$defs", definitions);
    return root;
  }

  private static Map<String, Object> application() {
    return object(
        "A named set of modules and handlers",
        properties(
            "description",
            typed("What it is for, one line", new SettingType.Text()),
            "inputs",
            object("What is read", properties("files", reference("files"))),
            "modules",
            named("The modules by name", reference("module")),
            "handlers",
            named("The handlers by name", reference("handler"))));
  }

  private static Map<String, Object> criteria() {
    return properties(
        "on",
        typed(
            "The events that it is given, by type; default: all",
            new SettingType.ListOf(new SettingType.Text())),
        "when",
        typed("The condition that events must meet, in CEL", new SettingType.Text()));
  }

  private static Map<String, Object> instance(
      String kind, SortedMap<String, ? extends Plugin<?>> installed, Map<String, Object> more) {
    Map<String, Object> use = new LinkedHashMap<>();
    use.put("description", "Which " + kind + " it is");
    use.put("enum", List.copyOf(installed.keySet()));
    Map<String, Object> keys = properties("use", use);
    keys.putAll(more);
    keys.put("config", Map.of("description", "Its settings"));
    Map<String, Object> instance = object("A " + kind + " with its settings", keys);
    instance.put("required", List.of("use"));
    List<Object> cases = new ArrayList<>();
    for (String name : installed.keySet()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("if", Map.of("properties", Map.of("use", Map.of("const", name))));
      one.put("then", Map.of("properties", Map.of("config", reference(kind + "-" + name))));
      cases.add(one);
    }
    if (!cases.isEmpty()) {
      instance.put("allOf", cases);
    }
    return instance;
  }

  private static Map<String, Object> settings(String description, SettingsSchema<?> schema) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (SettingSpec setting : schema.settings()) {
      String more =
          setting.defaultText() == null
              ? " (mandatory)"
              : setting.defaultText().isEmpty() ? "" : " (default: " + setting.defaultText() + ")";
      properties.put(setting.key(), typed(setting.doc() + more, setting.type()));
    }
    Map<String, Object> object = object(description, properties);
    object.put("type", List.of("object", "null")); // 'config:' with nothing below it
    return object;
  }

  private static Map<String, Object> named(String description, Map<String, Object> value) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("description", description);
    object.put("type", List.of("object", "null"));
    object.put("propertyNames", Map.of("pattern", Names.FORM));
    object.put("additionalProperties", value);
    return object;
  }

  private static Map<String, Object> typed(String description, SettingType type) {
    Map<String, Object> typed = new LinkedHashMap<>();
    typed.put("description", description);
    typed.putAll(type.schema());
    return typed;
  }

  private static Map<String, Object> object(String description, Map<String, Object> properties) {
    Map<String, Object> object = new LinkedHashMap<>();
    if (!description.isEmpty()) {
      object.put("description", description);
    }
    object.put("type", "object");
    object.put("properties", properties);
    object.put("additionalProperties", false);
    return object;
  }

  private static Map<String, Object> reference(String definition) {
    return Map.of("$ref", "#/$defs/" + definition);
  }

  /** Keys and values in turn, kept in this order. */
  private static Map<String, Object> properties(Object... keysAndValues) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return properties;
  }
}
