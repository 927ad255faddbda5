package io.keyfold.deployment.catalogue;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where more providers are.
 *
 * @param directory a folder of YAML files beside the shipped ones
 */
@ConfigurationProperties("keyfold.catalogue")
public record CatalogueProperties(@Nullable Path directory) {}
