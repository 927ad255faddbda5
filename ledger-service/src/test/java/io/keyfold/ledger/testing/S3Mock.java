package io.keyfold.ledger.testing;

import io.keyfold.ledger.storage.S3Storage;
import io.keyfold.ledger.storage.WriteOnceStorage;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An S3-compatible storage in a process of its own, since its libraries differ from ours. */
public final class S3Mock implements AutoCloseable {

  private static final Path JAR = Path.of("target", "s3mock", "s3mock.jar");
  private static final Pattern PORT = Pattern.compile("Tomcat started on ports .*?(\\d+) \\(http\\)");
  private static final String BUCKET = "archive";

  private final Process process;
  private final URI endpoint;

  private S3Mock(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Starts the storage, with an empty bucket. */
  public static S3Mock start() throws IOException {
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    Process process = new ProcessBuilder(
      ProcessHandle.current().info().command().orElseThrow(),
      "-Xmx192m",
      "-XX:TieredStopAtLevel=1",
      "-jar",
      JAR.toString(),
      "--server.port=0",
      "--com.adobe.testing.s3mock.httpPort=0",
      "--com.adobe.testing.s3mock.store.initialBuckets=" + BUCKET
    )
      .redirectErrorStream(true)
      .start();
    StringBuilder output = new StringBuilder();
    BufferedReader lines = process.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      output.append(line).append('\n');
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        Thread.ofVirtual().start(() -> lines.lines().forEach(ignored -> {}));
        return new S3Mock(process, URI.create("http://127.0.0.1:" + port.group(1)));
      }
    }
    throw new IOException("the storage did not start: " + output);
  }

  /** {@return a client with a prefix of its own} */
  public WriteOnceStorage newStorage() {
    return storage(UUID.randomUUID() + "/");
  }

  /** {@return a client of the objects with a prefix} */
  public WriteOnceStorage storage(String prefix) {
    S3Storage.Bucket bucket = new S3Storage.Bucket(BUCKET, prefix, "eu-central-1", endpoint, true);
    return new S3Storage(bucket, Duration.ofSeconds(60));
  }

  @Override
  public void close() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    process.destroyForcibly();
  }
}
