package dev.correlator.app;

import dev.correlator.app.ConfigNode.Entry;
import dev.correlator.app.ConfigNode.Mapping;
import dev.correlator.app.ConfigNode.Scalar;
import dev.correlator.app.ConfigNode.ScalarType;
import dev.correlator.app.ConfigNode.Sequence;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A configuration file, read into nodes that know their places. YAML 1.2 with its JSON schema:
 * {@code no}, {@code 012} and {@code 1_000} are text. Not taken: keys given twice, tags, anchors
 * and aliases (a value that is not where it is read cannot be pointed at), more than one document.
 *
 * @param path the file
 * @param root what it holds
 */
record ConfigFile(Path path, Mapping root) {

  /**
   * Deeper nesting than any configuration has; keeps the reading of hostile files off the stack.
   */
  private static final int DEPTH_MAX = 32;

  /**
   * Reads a file.
   *
   * @param path the file
   * @param shown its name in messages
   * @param problems takes what is wrong with it
   * @return what could be read; the content is empty where nothing could
   */
  static ConfigFile read(Path path, String shown, Problems problems) {
    Mapping empty = new Mapping(new Place(shown, 1, 1), List.of());
    String text;
    try {
      text = Files.readString(path);
    } catch (NoSuchFileException e) {
      problems.add(Place.of(shown), ProblemCode.CFG_UNREADABLE, "there is no such file");
      return new ConfigFile(path, empty);
    } catch (CharacterCodingException e) {
      problems.add(Place.of(shown), ProblemCode.CFG_UNREADABLE, "the file is not in UTF-8");
      return new ConfigFile(path, empty);
    } catch (IOException e) {
      problems.add(
          Place.of(shown),
          ProblemCode.CFG_UNREADABLE,
          "the file cannot be read: " + e.getMessage());
      return new ConfigFile(path, empty);
    }
    return new ConfigFile(path, new Reader(shown, problems).read(text, empty));
  }

  /** Turns the nodes of the YAML library into ours. */
  private static final class Reader {

    private final String shown;
    private final Problems problems;

    Reader(String shown, Problems problems) {
      this.shown = shown;
      this.problems = problems;
    }

    Mapping read(String text, Mapping empty) {
      try {
        LoadSettings settings =
            LoadSettings.builder().setLabel(shown).setMaxAliasesForCollections(0).build();
        if (isTooDeep(settings, text)) {
          return empty;
        }
        Optional<Node> root = new Compose(settings).composeReader(new StringReader(text));
        if (root.isEmpty() || isNothing(root.get())) {
          return empty;
        }
        ConfigNode node = node(root.get());
        if (node instanceof Mapping mapping) {
          return mapping;
        }
        problems.add(
            node.place(),
            ProblemCode.CFG_SYNTAX,
            "the file holds " + node.kind() + "; it must hold keys, 'applications:' for one");
        return empty;
      } catch (MarkedYamlEngineException e) {
        Place place = e.getProblemMark().map(this::place).orElse(new Place(shown, 1, 1));
        problems.add(place, ProblemCode.CFG_SYNTAX, sentence(e));
        return empty;
      } catch (YamlEngineException e) {
        problems.add(
            new Place(shown, 1, 1),
            ProblemCode.CFG_SYNTAX,
            "not YAML: " + oneLine(String.valueOf(e.getMessage())));
        return empty;
      }
    }

    /**
     * Looks at the events, which are read in a loop: composing them calls itself for each level.
     */
    private boolean isTooDeep(LoadSettings settings, String text) {
      int depth = 0;
      for (Event event : new Parse(settings).parseString(text)) {
        if (event instanceof CollectionEndEvent) {
          depth--;
        } else if (event instanceof CollectionStartEvent && ++depth > DEPTH_MAX) {
          problems.add(
              event.getStartMark().map(this::place).orElse(new Place(shown, 1, 1)),
              ProblemCode.CFG_SYNTAX,
              "nested deeper than " + DEPTH_MAX + " levels; flatten it");
          return true;
        }
      }
      return false;
    }

    private ConfigNode node(Node node) {
      Place place = place(node);
      checkPlain(node, place);
      if (node
          instanceof MappingNode mapping) { // no switch over types, which each start would make
        return mapping(mapping, place);
      }
      if (node instanceof SequenceNode sequence) {
        List<ConfigNode> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
          items.add(node(item));
        }
        return new Sequence(place, items);
      }
      return node instanceof ScalarNode scalar
          ? new Scalar(place, scalar.getValue(), type(scalar.getTag()), textPlace(scalar, place))
          : new Scalar(place, "", ScalarType.NOTHING);
    }

    private Mapping mapping(MappingNode mapping, Place place) {
      List<Entry> entries = new ArrayList<>();
      Map<String, Place> seen = new HashMap<>();
      for (NodeTuple tuple : mapping.getValue()) {
        Place keyPlace = place(tuple.getKeyNode());
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
          problems.add(keyPlace, ProblemCode.CFG_SYNTAX, "a key must be a single word");
          continue;
        }
        checkPlain(key, keyPlace);
        Place first = seen.putIfAbsent(key.getValue(), keyPlace);
        if (first != null) {
          problems.add(
              keyPlace,
              ProblemCode.CFG_SYNTAX,
              "'" + key.getValue() + "' is given twice, first at " + first + "; keep one");
          continue;
        }
        entries.add(new Entry(key.getValue(), keyPlace, node(tuple.getValueNode())));
      }
      return new Mapping(place, entries);
    }

    private void checkPlain(Node node, Place place) {
      if (node.getAnchor().isPresent()) {
        problems.add(
            place,
            ProblemCode.CFG_SYNTAX,
            "anchors and aliases are not taken; write the value out");
      }
      String tag = node.getTag().getValue();
      if (!tag.startsWith(Tag.PREFIX)) {
        problems.add(place, ProblemCode.CFG_SYNTAX, "the tag " + tag + " is not taken; remove it");
      }
    }

    private @Nullable Place textPlace(ScalarNode scalar, Place place) {
      int quote = scalar.isPlain() ? 0 : 1;
      Place end = scalar.getEndMark().map(this::place).orElse(place);
      boolean letterByLetter =
          end.line() == place.line()
              && end.column() - place.column() == scalar.getValue().length() + 2 * quote;
      return letterByLetter
          ? new Place(place.origin(), place.line(), place.column() + quote)
          : null;
    }

    private static boolean isNothing(Node node) {
      return node.getTag().equals(Tag.NULL);
    }

    private static ScalarType type(Tag tag) {
      if (tag.equals(Tag.INT)) {
        return ScalarType.INTEGER;
      }
      if (tag.equals(Tag.FLOAT)) {
        return ScalarType.DECIMAL;
      }
      if (tag.equals(Tag.BOOL)) {
        return ScalarType.FLAG;
      }
      return tag.equals(Tag.NULL) ? ScalarType.NOTHING : ScalarType.TEXT;
    }

    private Place place(Node node) {
      return node.getStartMark().map(this::place).orElse(new Place(shown, 1, 1));
    }

    private Place place(Mark mark) {
      return new Place(shown, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static String sentence(MarkedYamlEngineException e) {
      String context = e.getContext();
      String problem = oneLine(e.getProblem());
      return "not YAML: "
          + (context == null ? problem : oneLine(context) + ", " + problem)
          + "; check indentation, colons and quotes here and above";
    }

    private static String oneLine(String text) {
      return text.strip().replaceAll("\\s+", " ");
    }
  }
}
