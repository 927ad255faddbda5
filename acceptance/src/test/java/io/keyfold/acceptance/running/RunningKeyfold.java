package io.keyfold.acceptance.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Provides tests with a running {@link Keyfold}: one standalone shared by all tests, or the instance at
 * {@code -Dkeyfold.url} with {@code -Dkeyfold.key}.
 */
public final class RunningKeyfold implements ParameterResolver {

  private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(RunningKeyfold.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Keyfold.class;
  }

  @Override
  public Keyfold resolveParameter(ParameterContext parameter, ExtensionContext context) {
    String url = System.getProperty("keyfold.url", "");
    return url.isEmpty() ? shared(context).keyfold() : named(url);
  }

  /** {@return an empty data folder on the build's own disk} */
  public static Path freshFolder() {
    try {
      Path parent = Files.createDirectories(Path.of("target", "keyfold"));
      return Files.createTempDirectory(parent, "data").toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeyfoldProcess shared(ExtensionContext context) {
    return context
      .getRoot()
      .getStore(NAMESPACE)
      .computeIfAbsent("shared", name -> KeyfoldProcess.start(freshFolder()), KeyfoldProcess.class);
  }

  private static Keyfold named(String url) {
    return new Keyfold(url, System.getProperty("keyfold.key", ""), internals());
  }

  private static Optional<Keyfold.Internals> internals() {
    String kafka = System.getProperty("keyfold.kafka");
    String registry = System.getProperty("keyfold.registry");
    String management = System.getProperty("keyfold.management");
    String data = System.getProperty("keyfold.data");
    return anyMissing(kafka, registry, management, data)
      ? Optional.empty()
      : Optional.of(new Keyfold.Internals(kafka, registry, management, Path.of(data)));
  }

  private static boolean anyMissing(@Nullable String... values) {
    for (String value : values) {
      if (value == null) {
        return true;
      }
    }
    return false;
  }
}
