package io.keyfold.standalone.cli;

import io.keyfold.standalone.StartFailure;
import io.keyfold.standalone.boot.Options;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the command line. Every mistake is a {@link StartFailure} that names the flag. */
final class Arguments {

  private static final Set<String> VALUED = Set.of("--port", "--data", "--host", "--kafka-port", "--management-port");

  private final Map<String, String> values = new HashMap<>();
  private final Set<String> switches = new HashSet<>();

  private Arguments() {}

  static Invocation parse(List<String> args) {
    if (args.isEmpty()) {
      throw new StartFailure("say what to do: up, rebuild, demo or --help");
    }
    if (args.contains("--help") || args.contains("-h") || args.getFirst().equals("help")) {
      return new Invocation.Help();
    }
    Arguments flags = new Arguments();
    flags.read(args.subList(1, args.size()));
    return switch (args.getFirst()) {
      case "up" -> {
        flags.refuseSwitches("up");
        yield new Invocation.Up(flags.options());
      }
      case "rebuild" -> {
        flags.refuseSwitches("rebuild");
        yield new Invocation.Rebuild(flags.options());
      }
      case "demo" -> new Invocation.Demo(flags.options(), flags.switches.contains("--exit"));
      default -> throw new StartFailure("unknown command: " + args.getFirst() + " (see --help)");
    };
  }

  private void read(List<String> args) {
    for (int i = 0; i < args.size(); i++) {
      String[] parts = args.get(i).split("=", 2);
      String flag = parts[0];
      if (flag.equals("--exit") && parts.length == 1) {
        switches.add(flag);
      } else if (!VALUED.contains(flag)) {
        throw new StartFailure("unknown flag: " + flag + " (see --help)");
      } else if (parts.length == 2) {
        values.put(flag, parts[1]);
      } else if (i + 1 < args.size()) {
        values.put(flag, args.get(++i));
      } else {
        throw new StartFailure(flag + " needs a value");
      }
    }
  }

  private void refuseSwitches(String command) {
    if (!switches.isEmpty()) {
      throw new StartFailure("unknown flag for " + command + ": " + switches.iterator().next() + " (see --help)");
    }
  }

  private Options options() {
    String host = values.getOrDefault("--host", "127.0.0.1");
    return new Options(host, port("--port", 8080), folder(), port("--kafka-port", 0), port("--management-port", 0));
  }

  private Path folder() {
    String text = values.getOrDefault("--data", ".keyfold");
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new StartFailure("--data is not a folder's name: " + text, e);
    }
  }

  private int port(String flag, int otherwise) {
    String text = values.get(flag);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
      throw new StartFailure(flag + " needs a port between 0 and 65535, not: " + text);
    }
    return Integer.parseInt(text);
  }
}
