package io.keyfold.ledger.storage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Files in a bucket of S3 or a compatible storage, which must support conditional writes ({@code If-None-Match}).
 * The SDK's default chain finds the credentials. The operator chose the endpoint, so it may have a private address.
 */
public final class S3Storage implements WriteOnceStorage {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final int ATTEMPTS = 3;
  private static final int PRECONDITION_FAILED = 412;
  /** Another write of the same object is under way. */
  private static final int CONFLICT = 409;

  private final S3Client client;
  private final Bucket bucket;

  /**
   * A bucket.
   *
   * @param name its name
   * @param prefix what all keys begin with; empty or with a slash at its end
   * @param region its region
   * @param endpoint the storage's URL; null for AWS
   * @param pathStyle whether the bucket is part of the path of URLs and not of the host name
   */
  public record Bucket(String name, String prefix, String region, @Nullable URI endpoint, boolean pathStyle) {}

  /**
   * Creates a client, without a call.
   *
   * @param timeout timeout of each attempt of a call
   */
  public S3Storage(Bucket bucket, Duration timeout) {
    this.bucket = bucket;
    S3ClientBuilder builder = S3Client.builder()
      .region(Region.of(bucket.region()))
      .forcePathStyle(bucket.pathStyle())
      // Compatible storages need not know newer checksums. The SHA-256 of each file is sent anyway.
      .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
      .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
      .httpClientBuilder(UrlConnectionHttpClient.builder().connectionTimeout(CONNECT_TIMEOUT).socketTimeout(timeout))
      .overrideConfiguration(override ->
        override.apiCallAttemptTimeout(timeout).apiCallTimeout(timeout.multipliedBy(ATTEMPTS))
      );
    URI endpoint = bucket.endpoint();
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    this.client = builder.build();
  }

  @Override
  public boolean create(String name, Path content, FileDigest digest) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        client.putObject(
          put ->
            put
              .bucket(bucket.name())
              .key(bucket.prefix() + name)
              .ifNoneMatch("*")
              .checksumSHA256(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digest.sha256()))),
          RequestBody.fromFile(content)
        );
        return true;
      } catch (S3Exception e) {
        if (e.statusCode() == PRECONDITION_FAILED) {
          return false;
        }
        if (e.statusCode() != CONFLICT || attempt == ATTEMPTS) {
          throw failed(name, e);
        }
      } catch (SdkException e) {
        throw failed(name, e);
      }
    }
  }

  @Override
  public Optional<byte[]> read(String name) throws IOException {
    try (
      ResponseInputStream<GetObjectResponse> content = client.getObject(get ->
        get.bucket(bucket.name()).key(bucket.prefix() + name)
      )
    ) {
      byte[] bytes = content.readNBytes(MAX_READ + 1);
      if (bytes.length > MAX_READ) {
        content.abort();
        throw new IOException(name + " is too large");
      }
      return Optional.of(bytes);
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw failed(name, e);
    }
  }

  @Override
  public void download(String name, Path target) throws IOException {
    try {
      client.getObject(
        get -> get.bucket(bucket.name()).key(bucket.prefix() + name),
        ResponseTransformer.toFile(target)
      );
    } catch (SdkException e) {
      throw failed(name, e);
    }
  }

  @Override
  public InputStream open(String name) throws IOException {
    try {
      return client.getObject(get -> get.bucket(bucket.name()).key(bucket.prefix() + name));
    } catch (NoSuchKeyException e) {
      throw missing(name, e);
    } catch (SdkException e) {
      throw failed(name, e);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    try {
      client.deleteObject(delete -> delete.bucket(bucket.name()).key(bucket.prefix() + name));
    } catch (SdkException e) {
      throw failed(name, e);
    }
  }

  @Override
  public List<String> names(String folder, String after) throws IOException {
    String prefix = bucket.prefix() + folder + "/";
    try {
      return client
        .listObjectsV2Paginator(list ->
          list
            .bucket(bucket.name())
            .prefix(prefix)
            .startAfter(prefix + after)
        )
        .contents()
        .stream()
        .map(S3Object::key)
        .map(key -> key.substring(prefix.length()))
        .toList();
    } catch (SdkException e) {
      throw failed(folder, e);
    }
  }

  private IOException missing(String name, SdkException cause) {
    IOException missing = new NoSuchFileException(name + " in bucket " + bucket.name());
    missing.initCause(cause);
    return missing;
  }

  private IOException failed(String name, SdkException cause) {
    return new IOException(name + " in bucket " + bucket.name() + ": " + cause.getMessage(), cause);
  }

  @Override
  public void close() {
    client.close();
  }
}
