package io.keyfold.ledger.archive;

import io.keyfold.ledger.storage.StorageLocation;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The ledger's archive: a folder or a bucket of Parquet files.
 *
 * @param folder existing folder of the archive, which all instances of ledger-service share; empty: no folder
 * @param bucket bucket of the archive, in S3 or a compatible storage with conditional writes; empty: no bucket.
 *     Credentials come from the AWS SDK's default chain, such as {@code AWS_ACCESS_KEY_ID} and
 *     {@code AWS_SECRET_ACCESS_KEY} or the role of a service account
 * @param prefix what all keys in the bucket begin with, such as {@code keyfold/}
 * @param region region of the bucket
 * @param endpoint URL of a compatible storage; empty: AWS
 * @param pathStyle whether the bucket is part of the URL's path and not of its host name, as many compatible storages need
 * @param interval how often an instance checks whether there is something to archive
 * @param takeover how long an instance has for a step before another one continues it
 * @param timeout timeout of a call to the storage; it is tried up to three times
 */
@Validated
@ConfigurationProperties("keyfold.ledger.archive")
public record ArchiveSettings(
  @Nullable Path folder,
  @DefaultValue("") String bucket,
  @DefaultValue("") String prefix,
  @DefaultValue("") String region,
  @DefaultValue("") String endpoint,
  @DefaultValue("false") boolean pathStyle,
  @DefaultValue("10m") @DurationMin(millis = 100) @DurationMax(days = 1) Duration interval,
  @DefaultValue("1h") @DurationMin(millis = 0) @DurationMax(days = 7) Duration takeover,
  @DefaultValue("1m") @DurationMin(seconds = 1) @DurationMax(minutes = 10) Duration timeout
) {
  private static final String NAME = "keyfold.ledger.archive.";

  /** Checks the settings. */
  public ArchiveSettings {
    folder = folder == null || folder.toString().isBlank() ? null : folder;
    new StorageLocation(NAME, folder, bucket, prefix, region, endpoint, pathStyle, timeout);
  }

  /** {@return whether there is an archive} */
  public boolean isConfigured() {
    return location().isConfigured();
  }

  StorageLocation location() {
    return new StorageLocation(NAME, folder, bucket, prefix, region, endpoint, pathStyle, timeout);
  }
}
