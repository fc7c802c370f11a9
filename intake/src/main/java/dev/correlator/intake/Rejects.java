package dev.correlator.intake;

import dev.correlator.api.Rejection;
import dev.correlator.core.VisibleText;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The records of a run that could not be parsed: counted by reason, the first {@value #SAMPLES} of
 * each reason kept, and, if asked for, all of them written to a file, a line each:
 *
 * <pre>auth.log:17: no header of this format: the line as it was read</pre>
 *
 * <p>The file is UTF-8 and can be shown on a terminal: characters are written as by {@link
 * VisibleText}, bytes that are no UTF-8 as {@code \x9b}. So that each line can be turned back into
 * the bytes that were read, a tab stays, and a backslash is doubled. Used by one thread.
 */
public final class Rejects implements Closeable {

  /** How many of each reason are kept. */
  public static final int SAMPLES = 3;

  /** How much of a sample is kept. */
  private static final int SAMPLE_BYTES = 200;

  private static final HexFormat HEX = HexFormat.of();

  /**
   * One of them.
   *
   * @param source the source's name
   * @param line its number in the source, from 1
   * @param reason why
   * @param text its first bytes, with control characters made visible
   */
  public record Sample(String source, long line, Rejection reason, String text) {}

  private final Map<Rejection, Long> counts = new EnumMap<>(Rejection.class);
  private final List<Sample> samples = new ArrayList<>();
  private @Nullable OutputStream out;
  private @Nullable String failure;

  /** Counts and samples only. */
  public Rejects() {}

  /** Writes them to a file too, which is replaced; its folder is made if it is not there. */
  public Rejects(Path file) throws IOException {
    this(opened(file));
  }

  private static OutputStream opened(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    return Files.newOutputStream(file);
  }

  /**
   * Whether a file holds records that were written here.
   *
   * @param beginning how it begins: its first line, or a few thousand characters
   */
  public static boolean wrote(String beginning) {
    String reasons =
        Arrays.stream(Rejection.values())
            .map(r -> Pattern.quote(r.text()))
            .collect(Collectors.joining("|"));
    return Pattern.compile(".+:[0-9]+: (" + reasons + "): ").matcher(beginning).lookingAt();
  }

  /** Writes them to a file too, behind what it has. */
  public static Rejects addingTo(Path file) throws IOException {
    return new Rejects(
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  Rejects(OutputStream file) {
    out = new BufferedOutputStream(file, 1 << 16);
  }

  void add(String source, long line, byte[] bytes, int from, int to, Rejection reason) {
    long count = counts.merge(reason, 1L, Long::sum);
    if (count <= SAMPLES) {
      int length = Math.min(to - from, SAMPLE_BYTES);
      String text = new String(bytes, from, length, StandardCharsets.UTF_8);
      samples.add(new Sample(source, line, reason, VisibleText.of(text)));
    }
    OutputStream o = out;
    if (o != null) {
      try {
        StringBuilder text = new StringBuilder(to - from + 100);
        text.append(VisibleText.of(source)).append(':').append(line).append(": ");
        text.append(reason.text()).append(": ");
        addVisible(bytes, from, to, text);
        o.write(text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        fail(e);
      }
    }
  }

  private void fail(IOException e) {
    failure = Problem.text(e);
    OutputStream o = out;
    out = null;
    if (o != null) {
      try {
        o.close();
      } catch (IOException second) {
        e.addSuppressed(second);
      }
    }
  }

  private static void addVisible(byte[] b, int from, int to, StringBuilder text) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // reports what is none
    ByteBuffer in = ByteBuffer.wrap(b, from, to - from);
    CharBuffer characters = CharBuffer.allocate(to - from);
    while (in.hasRemaining()) {
      CoderResult result = decoder.decode(in, characters, true);
      addVisible(characters.flip().toString(), text);
      characters.clear();
      if (result.isError()) {
        for (int i = result.length(); i > 0; i--) {
          text.append("\\x").append(HEX.toHexDigits(in.get()));
        }
        decoder.reset();
      }
    }
  }

  private static void addVisible(String characters, StringBuilder text) {
    int tab;
    int from = 0;
    while ((tab = characters.indexOf('\t', from)) >= 0) {
      text.append(reversible(characters.substring(from, tab))).append('\t');
      from = tab + 1;
    }
    text.append(reversible(characters.substring(from)));
  }

  private static String reversible(String withoutTabs) {
    return VisibleText.of(withoutTabs.replace("\\", "\\\\"));
  }

  /** How many there were. */
  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many there were by reason; reasons that did not occur are absent. */
  public Map<Rejection, Long> counts() {
    return Collections.unmodifiableMap(counts);
  }

  /** The first of each reason, in the order in which they were read. */
  public List<Sample> samples() {
    return Collections.unmodifiableList(samples);
  }

  /** Why the file could not be written to its end, or null. */
  public @Nullable String failure() {
    return failure;
  }

  /** Ends the file. */
  @Override
  public void close() {
    OutputStream o = out;
    if (o != null) {
      try {
        o.flush();
        o.close();
        out = null;
      } catch (IOException e) {
        fail(e);
      }
    }
  }
}
