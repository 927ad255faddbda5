package io.keyfold.deployment.wiring;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keyset of this service.
 *
 * @param keysetFile the keyset from which API key secrets and request fingerprints are derived, created at the first
 *     start; shared by the instances of deployment-service and by no other service
 */
@ConfigurationProperties("keyfold.deployment")
public record DeploymentKeysetProperties(@DefaultValue("data/deployment-keyset.json") Path keysetFile) {}
