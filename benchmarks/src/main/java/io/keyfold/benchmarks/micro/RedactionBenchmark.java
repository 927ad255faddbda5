package io.keyfold.benchmarks.micro;

import io.keyfold.platform.vault.Secret;
import io.keyfold.session.credentials.Credential;
import io.keyfold.session.redaction.Redactor;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.json.JsonMapper;

/** Looks for a credential in a text of one megabyte; the figures are milliseconds per megabyte. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@State(Scope.Benchmark)
@NullUnmarked // JMH fills the fields in its own order
public class RedactionBenchmark {

  private static final int MEGABYTE = 1_000_000;
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String API_KEY = "sk_live_51H8xYzAbCdEfGhIjKlMnOpQrStUvWx";

  /** What is looked for. */
  @Param({ "api_key", "service_account" })
  public String credential;

  private String value;
  private Redactor redactor;
  private String prose;
  private String records;
  private String escaped;
  private String hits;

  /** Makes texts as tools answer with them. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    byte[] key = new byte[1200];
    random.nextBytes(key);
    String pem =
      "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key) + "\n-----END PRIVATE KEY-----\n";
    String account = JSON.writeValueAsString(
      Map.of(
        "type",
        "service_account",
        "private_key",
        pem,
        "client_email",
        "bot@acme.iam.example",
        "project_id",
        "acme-1"
      )
    );
    String secret = credential.equals("api_key") ? API_KEY : account;
    value = JSON.writeValueAsString(Map.of("token", secret));
    redactor = redactor();
    prose = repeated("The quick brown fox looks up issues, merges them and answers in about 250 words of prose. ");
    records = repeated(
      "{\"id\":\"6f1c2b3a-9d8e-4f70-a1b2-c3d4e5f60718\",\"at\":\"2026-11-30T05:38:00.123Z\",\"count\":184467,\"tags\":[\"a\",\"b\"]}\n"
    );
    escaped = JSON.writeValueAsString(records.substring(0, (MEGABYTE * 5) / 6));
    hits = repeated("Authorization: Bearer " + secret + "\n" + "and ".repeat(200));
  }

  /** {@return the text without letters that begin a secret's escape} */
  @Benchmark
  public String cleanProse() {
    return redactor.text(prose);
  }

  /** {@return the text, rich in digits and hexadecimal} */
  @Benchmark
  public String cleanJson() {
    return redactor.text(records);
  }

  /** {@return the text, rich in backslashes} */
  @Benchmark
  public String cleanJsonInJson() {
    return redactor.text(escaped);
  }

  /** {@return the text without the secret, which is in it about once a kilobyte and its own length} */
  @Benchmark
  public String hits() {
    return redactor.text(hits);
  }

  /** {@return what is made once for a version of a credential} */
  @Benchmark
  public Redactor redactor() {
    try (Credential opened = Credential.of(Secret.ofText(value))) {
      return Redactor.of(opened, null);
    }
  }

  private static String repeated(String text) {
    return text.repeat(MEGABYTE / text.length() + 1).substring(0, MEGABYTE);
  }
}
