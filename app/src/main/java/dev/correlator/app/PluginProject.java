package dev.correlator.app;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A project for a plugin, made from the templates in {@code new/}: {@code files.txt} of a folder
 * lists each template and the file that is made of it.
 *
 * @param kind what the plugin offers
 * @param name its name in configuration
 * @param packageName the package of its classes
 * @param className its class, without the package
 */
record PluginProject(PluginKind kind, String name, String packageName, String className) {

  private static final String TEMPLATES = "new/";
  private static final String TEMPLATE_END = ".mustache";

  private static final String FENCE = "```";

  /** Folders of templates that all kinds share. */
  private static final String SHARED = "project";

  private static final Set<PosixFilePermission> EXECUTABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  /**
   * Writes it.
   *
   * @param folder is made where it is missing
   * @param kit what the project is built against
   * @return the files, named from the folder
   */
  List<String> write(Path folder, DevelopmentKit kit) {
    Map<String, String> values = values(kit);
    List<String> written = new ArrayList<>();
    try {
      for (String list : List.of(SettingType.word(kind), SHARED)) {
        for (String line : text(list + "/files.txt", values).lines().toList()) {
          int blank = line.indexOf(' ');
          String file = line.substring(blank).strip();
          Path path = folder.resolve(file);
          Files.createDirectories(path.getParent());
          Files.writeString(path, text(line.substring(0, blank), values));
          if (file.equals("build")
              && path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, EXECUTABLE);
          }
          written.add(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return written;
  }

  /** The commands with which its README begins, typed in its folder: the first one builds it. */
  static List<String> commands(Path folder) {
    try {
      List<String> lines = Files.readAllLines(folder.resolve("README.md"));
      int begin = lines.indexOf(FENCE) + 1;
      return lines.subList(begin, begin + lines.subList(begin, lines.size()).indexOf(FENCE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the templates' names stand for; one that is none of these is a mistake of a template. */
  private Map<String, String> values(DevelopmentKit kit) {
    String home = kit.home().toString();
    Map<String, String> values = new LinkedHashMap<>();
    values.put("name", name);
    values.put("package", packageName);
    values.put("folder", packageName.replace('.', '/'));
    values.put("class", className);
    values.put("service", kind.service().getName());
    values.put("kindInWords", kind.words());
    values.put("version", kit.version());
    values.put("junitVersion", kit.junitVersion());
    values.put("home", home);
    values.put("homeInShell", inShell(home));
    values.put("homeAsAddress", inXml(kit.home().toUri().toString()));
    values.put("correlator", inShell(kit.home().resolve("bin").resolve("correlator").toString()));
    return values;
  }

  private static String inXml(String address) {
    return address.replace("&", "&amp;").replace("<", "&lt;");
  }

  /** A word of the shell: as it is where that is safe, else in quotes. */
  private static String inShell(String text) {
    return text.matches("[\\w./+@-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private static String text(String template, Map<String, String> values) throws IOException {
    String resource = TEMPLATES + template + TEMPLATE_END;
    try (InputStream in = PluginProject.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("there is no template " + resource);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Mustache.compiler().escapeHTML(false).compile(text).execute(values);
    }
  }
}
