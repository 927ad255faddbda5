package io.keyfold.ledger.archive;

import io.keyfold.platform.start.InvalidSettingException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
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
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9_.=-]+/)*");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]+");

  /** Checks the settings. */
  public ArchiveSettings {
    folder = folder == null || folder.toString().isBlank() ? null : folder;
    if (bucket.isEmpty()) {
      requireUnset("prefix", prefix);
      requireUnset("region", region);
      requireUnset("endpoint", endpoint);
    } else {
      if (folder != null) {
        throw new InvalidSettingException(NAME + "bucket", bucket, "must not be set together with " + NAME + "folder");
      }
      require(BUCKET, "bucket", bucket, "must be the name of a bucket");
      require(PREFIX, "prefix", prefix, "must be empty or end with a slash, like keyfold/ledger/");
      require(REGION, "region", region, "must be a region, like eu-central-1");
      endpoint(endpoint);
    }
  }

  private static void requireUnset(String setting, String value) {
    if (!value.isEmpty()) {
      throw new InvalidSettingException(NAME + setting, value, "must not be set without " + NAME + "bucket");
    }
  }

  private static void require(Pattern form, String setting, String value, String allowed) {
    if (!form.matcher(value).matches()) {
      throw new InvalidSettingException(NAME + setting, value, allowed);
    }
  }

  private static @Nullable URI endpoint(String text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      URI uri = URI.create(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw badEndpoint(text, e);
    }
    throw badEndpoint(text, null);
  }

  private static InvalidSettingException badEndpoint(String text, @Nullable Throwable cause) {
    return new InvalidSettingException(NAME + "endpoint", text, "must be a URL like https://minio.example.com", cause);
  }

  /** {@return whether there is an archive} */
  public boolean isConfigured() {
    return folder != null || !bucket.isEmpty();
  }

  @Nullable
  URI endpointUri() {
    return endpoint(endpoint);
  }
}
