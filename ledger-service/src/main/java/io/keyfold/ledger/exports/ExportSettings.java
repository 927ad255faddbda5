package io.keyfold.ledger.exports;

import io.keyfold.ledger.storage.StorageLocation;
import io.keyfold.platform.start.DataSizeMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Exports: limits, and where their files are.
 *
 * @param folder existing folder of the files, which all instances of ledger-service share; empty: a folder of this
 *     instance, below that of the ledger. An instance that lacks a file there makes it again
 * @param bucket bucket of the files, in S3 or a compatible storage with conditional writes; empty: no bucket. Credentials
 *     come from the AWS SDK's default chain
 * @param prefix what all keys in the bucket begin with, such as {@code exports/}
 * @param region region of the bucket
 * @param endpoint URL of a compatible storage; empty: AWS
 * @param pathStyle whether the bucket is part of the URL's path and not of its host name
 * @param timeout timeout of a call to the storage; it is tried up to three times
 * @param interval how often an instance checks whether there is an export to write or to delete
 * @param takeover how long the instance that accepted an export has for it before others write it too
 * @param maxRows maximum number of rows of an export; larger ones fail
 * @param maxBytes maximum size of a file of an export; larger ones fail
 * @param maxRunning maximum number of running exports of a tenant; further ones are answered with 409
 * @param retention how long an export and its files are kept after it has ended
 * @param downloads concurrent downloads from an instance; as many again wait, further ones are answered with 503
 */
@Validated
@ConfigurationProperties("keyfold.ledger.exports")
public record ExportSettings(
  @Nullable Path folder,
  @DefaultValue("") String bucket,
  @DefaultValue("") String prefix,
  @DefaultValue("") String region,
  @DefaultValue("") String endpoint,
  @DefaultValue("false") boolean pathStyle,
  @DefaultValue("1m") @DurationMin(seconds = 1) @DurationMax(minutes = 10) Duration timeout,
  @DefaultValue("2s") @DurationMin(millis = 10) @DurationMax(minutes = 10) Duration interval,
  @DefaultValue("1m") @DurationMin(millis = 0) @DurationMax(days = 1) Duration takeover,
  @DefaultValue("5000000") @Min(1) @Max(100_000_000) int maxRows,
  @DefaultValue("4GB") @DataSizeMin("1KB") DataSize maxBytes,
  @DefaultValue("5") @Min(1) @Max(1_000) int maxRunning,
  @DefaultValue("30d") @DurationMin(seconds = 1) @DurationMax(days = 3_660) Duration retention,
  @DefaultValue("8") @Min(1) @Max(256) int downloads
) {
  private static final String NAME = "keyfold.ledger.exports.";

  /** Checks the settings. */
  public ExportSettings {
    folder = folder == null || folder.toString().isBlank() ? null : folder;
    new StorageLocation(NAME, folder, bucket, prefix, region, endpoint, pathStyle, timeout);
  }

  StorageLocation location() {
    return new StorageLocation(NAME, folder, bucket, prefix, region, endpoint, pathStyle, timeout);
  }
}
