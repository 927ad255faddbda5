package io.keyfold.standalone.cli;

import io.keyfold.standalone.boot.Options;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The options of every command; picocli sets the fields. */
final class ServerOptions {

  @Option(
    names = "--port",
    scope = ScopeType.INHERIT,
    paramLabel = "PORT",
    converter = Port.class,
    description = "the public port; 0 picks a free one (default: ${DEFAULT-VALUE})"
  )
  private int port = 8080;

  @Option(
    names = "--data",
    scope = ScopeType.INHERIT,
    paramLabel = "DIR",
    description = "data folder; a restart with the same folder continues from it (default: ${DEFAULT-VALUE})"
  )
  private Path data = Path.of(".keyfold");

  @Option(
    names = "--host",
    scope = ScopeType.INHERIT,
    paramLabel = "HOST",
    description = "address of the public port (default: ${DEFAULT-VALUE})"
  )
  private String host = "127.0.0.1";

  @Option(
    names = "--kafka-port",
    scope = ScopeType.INHERIT,
    paramLabel = "PORT",
    converter = Port.class,
    description = "port for Kafka clients, on loopback (default: a free one)"
  )
  private int kafkaPort;

  @Option(
    names = "--management-port",
    scope = ScopeType.INHERIT,
    paramLabel = "PORT",
    converter = Port.class,
    description = "port for health, metrics and the schema registry, on loopback (default: a free one)"
  )
  private int managementPort;

  Options options() {
    return new Options(host, port, data, kafkaPort, managementPort);
  }

  /** Reads a port number. */
  static final class Port implements ITypeConverter<Integer> {

    private static final int HIGHEST = 65_535;

    @Override
    public Integer convert(String text) {
      if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > HIGHEST) {
        throw new TypeConversionException("'" + text + "' is not a port between 0 and " + HIGHEST);
      }
      return Integer.valueOf(text);
    }
  }
}
