package io.keyfold.ledger.storage;

import io.keyfold.platform.start.InvalidSettingException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a storage is, from settings with the same names: a folder, a bucket, or nowhere.
 *
 * @param settings what the names of the settings begin with, like {@code keyfold.ledger.archive.}
 * @param folder existing folder; null: no folder
 * @param bucket name of the bucket; empty: no bucket
 * @param prefix what all keys in the bucket begin with
 * @param region region of the bucket
 * @param endpoint URL of a compatible storage; empty: AWS
 * @param pathStyle whether the bucket is part of the URL's path and not of its host name
 * @param timeout timeout of a call to the bucket
 */
public record StorageLocation(
  String settings,
  @Nullable Path folder,
  String bucket,
  String prefix,
  String region,
  String endpoint,
  boolean pathStyle,
  Duration timeout
) {
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9_.=-]+/)*");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]+");

  /** Checks the settings. */
  public StorageLocation {
    if (bucket.isEmpty()) {
      requireUnset(settings, "prefix", prefix);
      requireUnset(settings, "region", region);
      requireUnset(settings, "endpoint", endpoint);
    } else {
      if (folder != null) {
        throw new InvalidSettingException(
          settings + "bucket",
          bucket,
          "must not be set together with " + settings + "folder"
        );
      }
      require(BUCKET, settings + "bucket", bucket, "must be the name of a bucket");
      require(PREFIX, settings + "prefix", prefix, "must be empty or end with a slash, like keyfold/ledger/");
      require(REGION, settings + "region", region, "must be a region, like eu-central-1");
      uri(settings, endpoint);
    }
  }

  private static void requireUnset(String settings, String setting, String value) {
    if (!value.isEmpty()) {
      throw new InvalidSettingException(settings + setting, value, "must not be set without " + settings + "bucket");
    }
  }

  private static void require(Pattern form, String setting, String value, String allowed) {
    if (!form.matcher(value).matches()) {
      throw new InvalidSettingException(setting, value, allowed);
    }
  }

  private static @Nullable URI uri(String settings, String text) {
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
      throw badEndpoint(settings, text, e);
    }
    throw badEndpoint(settings, text, null);
  }

  private static InvalidSettingException badEndpoint(String settings, String text, @Nullable Throwable cause) {
    return new InvalidSettingException(
      settings + "endpoint",
      text,
      "must be a URL like https://minio.example.com",
      cause
    );
  }

  /** {@return whether there is a storage} */
  public boolean isConfigured() {
    return folder != null || !bucket.isEmpty();
  }

  /**
   * {@return the storage; empty if none is configured}
   *
   * @throws InvalidSettingException if the folder is not usable
   */
  public Optional<WriteOnceStorage> open(Instant now) {
    if (folder != null) {
      try {
        return Optional.of(FolderStorage.open(folder, now));
      } catch (IOException e) {
        throw new InvalidSettingException(
          settings + "folder",
          folder,
          "must be an existing, writable folder on a file system with hard links",
          e
        );
      }
    }
    return bucket.isEmpty()
      ? Optional.empty()
      : Optional.of(
          new S3Storage(new S3Storage.Bucket(bucket, prefix, region, uri(settings, endpoint), pathStyle), timeout)
        );
  }
}
