package io.keyfold.deployment.catalogue;

import io.keyfold.deployment.provider.Provider;
import io.keyfold.platform.egress.EgressPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Loads the providers visible to all tenants: the shipped files and the operator's folder. A file in the folder
 * replaces the shipped provider with the same id.
 */
public final class ShippedCatalogue {

  private static final String SHIPPED = "classpath*:/catalogue/*.yaml";

  private final CatalogueFile file;
  private final List<String> problems = new ArrayList<>();

  private ShippedCatalogue(UnaryOperator<String> placeholders, EgressPolicy egress) {
    this.file = new CatalogueFile(placeholders, egress);
  }

  /**
   * {@return the providers, by id}
   *
   * @param directory the operator's folder, if any
   * @param placeholders replaces {@code ${PROPERTY:default}} in MCP URLs
   * @param egress which URLs may be called
   * @throws CatalogueException with the file and field of every error
   */
  public static List<Provider> load(@Nullable Path directory, UnaryOperator<String> placeholders, EgressPolicy egress) {
    ShippedCatalogue catalogue = new ShippedCatalogue(placeholders, egress);
    Map<String, Provider> providers = new TreeMap<>(catalogue.shipped());
    if (directory != null) {
      providers.putAll(catalogue.folder(directory));
    }
    if (!catalogue.problems.isEmpty()) {
      throw new CatalogueException(catalogue.problems);
    }
    return List.copyOf(providers.values());
  }

  private Map<String, Provider> shipped() {
    Map<String, Provider> found = new LinkedHashMap<>();
    try {
      for (Resource resource : new PathMatchingResourcePatternResolver().getResources(SHIPPED)) {
        try (InputStream content = resource.getInputStream()) {
          add(found, String.valueOf(resource.getFilename()), content);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private Map<String, Provider> folder(Path directory) {
    Map<String, Provider> found = new LinkedHashMap<>();
    if (!Files.isDirectory(directory)) {
      problems.add(directory + ": not a directory (keyfold.catalogue.directory)");
      return found;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path path : files.filter(ShippedCatalogue::isYaml).sorted().toList()) {
        try (InputStream content = Files.newInputStream(path)) {
          add(found, path.toString(), content);
        }
      }
    } catch (IOException e) {
      problems.add(directory + ": cannot be read: " + e.getClass().getSimpleName());
    }
    return found;
  }

  private void add(Map<String, Provider> found, String name, InputStream content) {
    Optional<Provider> provider = file.read(name, content, problems);
    if (provider.isPresent() && found.put(provider.get().id(), provider.get()) != null) {
      problems.add(name + ": id: " + provider.get().id() + " is also defined in another file");
    }
  }

  private static boolean isYaml(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }
}
