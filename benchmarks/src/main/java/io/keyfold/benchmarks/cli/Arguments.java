package io.keyfold.benchmarks.cli;

import io.keyfold.benchmarks.load.LoadOptions;
import io.keyfold.benchmarks.objects.ObjectsOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the command line asks for. */
sealed interface Arguments {
  /** Tells how it is used. */
  record Help() implements Arguments {}

  /** Load on the whole. */
  record Load(LoadOptions options) implements Arguments {}

  /** The whole with many objects in it. */
  record Objects(ObjectsOptions options) implements Arguments {}

  /**
   * {@return what is asked for}
   *
   * @throws IllegalArgumentException if it makes no sense; the message is one line for the user
   */
  static Arguments parse(List<String> words) {
    if (words.isEmpty() || Set.of("-h", "--help", "help").contains(words.getFirst())) {
      return new Help();
    }
    List<String> rest = words.subList(1, words.size());
    return switch (words.getFirst()) {
      case "load" -> load(options(rest, Set.of("home", "acts", "warm-up", "rate", "seconds")));
      case "objects" -> objects(options(rest, Set.of("home", "acts", "objects", "tenants", "data")));
      default -> throw new IllegalArgumentException("no such command: " + words.getFirst());
    };
  }

  private static Load load(Map<String, String> options) {
    return new Load(
      new LoadOptions(
        home(options),
        number(options, "acts", 20_000),
        number(options, "warm-up", 8_000),
        number(options, "rate", 5_000),
        number(options, "seconds", 20)
      )
    );
  }

  private static Objects objects(Map<String, String> options) {
    return new Objects(
      new ObjectsOptions(
        home(options),
        number(options, "objects", 1_000_000),
        number(options, "tenants", 1_000),
        number(options, "acts", 20_000),
        Optional.ofNullable(options.get("data")).map(Path::of)
      )
    );
  }

  private static Map<String, String> options(List<String> words, Set<String> known) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < words.size(); i += 2) {
      String name = words.get(i).startsWith("--") ? words.get(i).substring(2) : "";
      if (!known.contains(name)) {
        throw new IllegalArgumentException("no such option: " + words.get(i));
      }
      if (i + 1 == words.size()) {
        throw new IllegalArgumentException("--" + name + " needs a value");
      }
      options.put(name, words.get(i + 1));
    }
    return options;
  }

  private static Path home(Map<String, String> options) {
    return Path.of(options.getOrDefault("home", ".")).toAbsolutePath();
  }

  private static int number(Map<String, String> options, String name, int otherwise) {
    String text = options.get(name);
    try {
      return text == null ? otherwise : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--" + name + " is a number, not " + text, e);
    }
  }
}
