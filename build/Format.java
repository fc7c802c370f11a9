import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Formats the Java files below a folder with google-java-format, or checks that they are formatted.
 *
 * <p>Maven starts it as a source file on the JDK of the tool chain: google-java-format reads Java
 * with the parser of the JVM that it runs in, and Maven's own may be too old for our sources.
 */
final class Format {

  private Format() {}

  /**
   * Exit code 1 when a file is not formatted, or cannot be parsed.
   *
   * @param arguments {@code check} or {@code write}, and the folder
   */
  public static void main(String[] arguments) throws IOException {
    boolean write = arguments[0].equals("write");
    Path folder = Path.of(arguments[1]);
    Formatter formatter = new Formatter();
    List<String> faults = new ArrayList<>();
    for (Path file : sources(folder)) {
      Path name = folder.relativize(file);
      String text = Files.readString(file);
      try {
        String formatted = formatter.formatSourceAndFixImports(text);
        if (formatted.equals(text)) {
          continue;
        }
        if (write) {
          Files.writeString(file, formatted);
          System.out.println("formatted " + name);
        } else {
          faults.add(name + ":" + firstDifference(text, formatted) + ": not formatted");
        }
      } catch (FormatterException e) {
        faults.add(name + ":" + e.getMessage());
      }
    }
    if (!faults.isEmpty()) {
      faults.forEach(System.err::println);
      System.err.println(faults.size() + " files to format. Run: mvn -N -P format");
      System.exit(1);
    }
  }

  private static List<Path> sources(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            String name = directory.getFileName().toString();
            boolean ours = directory.equals(folder) || !name.startsWith(".");
            return ours && !name.equals("target")
                ? FileVisitResult.CONTINUE
                : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(null);
    return found;
  }

  private static int firstDifference(String text, String formatted) {
    List<String> before = text.lines().toList();
    List<String> after = formatted.lines().toList();
    int line = 0;
    while (line < before.size()
        && line < after.size()
        && before.get(line).equals(after.get(line))) {
      line++;
    }
    return line + 1;
  }
}
