package io.keyfold.platform.vault.wiring;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the vault.
 *
 * @param keysetFile path of the keyset file, created at the first start; authconfig-service and session-service
 *     share it
 * @param dataKeyTtl time to live of cached unwrapped data keys, at most 60 s
 * @param dataKeyLimit maximum number of cached unwrapped data keys
 */
@Validated
@ConfigurationProperties("keyfold.vault")
public record VaultProperties(
  @DefaultValue("data/keyset.json") Path keysetFile,
  @DefaultValue("60s") @DurationMin @DurationMax(seconds = 60) Duration dataKeyTtl,
  @DefaultValue("10000") @Min(1) @Max(1_000_000) int dataKeyLimit
) {}
