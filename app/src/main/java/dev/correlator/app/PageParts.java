package dev.correlator.app;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * The style and the script of a page: files of their own in the program, put together when a page
 * is written. What a browser may run is decided by their hashes alone, which stand in the page's
 * policy.
 *
 * @param style all of the style
 * @param script all of the script
 */
record PageParts(String style, String script) {

  private static final String FOLDER = "page/";

  private static final List<String> STYLES =
      List.of("theme.css", "layout.css", "charts.css", "print.css");

  /** In the order in which they need each other; all are in one scope. */
  private static final List<String> SCRIPTS =
      List.of(
          "dom.js",
          "format.js",
          "data.js",
          "outcomes.js",
          "search.js",
          "head.js",
          "bars.js",
          "durations.js",
          "failures.js",
          "table.js",
          "records.js",
          "findings.js",
          "timeline.js",
          "transactions.js",
          "main.js");

  /** Reads them. */
  static PageParts load() {
    StringBuilder script = new StringBuilder("(() => {\n'use strict';\n");
    SCRIPTS.forEach(name -> script.append(read(name)));
    script.append("})();\n");
    StringBuilder style = new StringBuilder();
    STYLES.forEach(name -> style.append(read(name)));
    return new PageParts(style.toString(), script.toString());
  }

  /** A file of the folder of pages. */
  static String read(String name) {
    try (InputStream in = PageParts.class.getResourceAsStream("/" + FOLDER + name)) {
      return new String(requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the browser is allowed: this style, this script, nothing from anywhere. */
  String policy() {
    return "default-src 'none'; style-src '"
        + hash(style)
        + "'; script-src '"
        + hash(script)
        + "'; base-uri 'none'; form-action 'none'";
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
