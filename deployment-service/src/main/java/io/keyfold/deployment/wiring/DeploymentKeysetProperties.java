package io.keyfold.deployment.wiring;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys of this service alone.
 *
 * @param keysetFile the keyset that secrets of API keys and fingerprints of requests are derived from, made at the first
 *     start; shared by the instances of deployment-service and by no other service
 */
@ConfigurationProperties("keyfold.deployment")
public record DeploymentKeysetProperties(@DefaultValue("data/deployment-keyset.json") Path keysetFile) {}
