package io.keyfold.deployment.catalogue;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the provider catalogue.
 *
 * @param directory a folder of YAML files with further providers
 */
@ConfigurationProperties("keyfold.catalogue")
public record CatalogueProperties(@Nullable Path directory) {}
