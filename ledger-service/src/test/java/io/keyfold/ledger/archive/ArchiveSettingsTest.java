package io.keyfold.ledger.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.platform.start.InvalidSettingException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveSettingsTest {

  @Test
  void thereIsNoArchiveByDefault() {
    assertThat(settings(null, "", "", "", "").isConfigured()).isFalse();
    assertThat(settings(Path.of(""), "", "", "", "").isConfigured()).isFalse();
    assertThat(settings(Path.of("archive"), "", "", "", "").isConfigured()).isTrue();
    assertThat(settings(null, "bucket", "a/b/", "eu-central-1", "http://127.0.0.1:9000").isConfigured()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    value = {
      "archive | bucket | ''  | eu-central-1 | ''                  | bucket=bucket must not be set together with",
      "''      | B!     | ''  | eu-central-1 | ''                  | bucket=B! must be the name of a bucket",
      "''      | bucket | /a/ | eu-central-1 | ''                  | prefix=/a/ must be empty or end with a slash",
      "''      | bucket | a   | eu-central-1 | ''                  | prefix=a must be empty or end with a slash",
      "''      | bucket | ''  | ''           | ''                  | region= must be a region",
      "''      | bucket | ''  | eu-central-1 | minio:9000          | endpoint=minio:9000 must be a URL",
      "''      | bucket | ''  | eu-central-1 | ftp://minio         | endpoint=ftp://minio must be a URL",
      "''      | bucket | ''  | eu-central-1 | http://a b          | endpoint=http://a b must be a URL",
      "archive | ''     | a/  | ''           | ''                  | prefix=a/ must not be set without",
      "''      | ''     | ''  | eu-central-1 | ''                  | region=eu-central-1 must not be set without",
    }
  )
  void anInvalidSettingIsNamed(
    String folder,
    String bucket,
    String prefix,
    String region,
    String endpoint,
    String message
  ) {
    assertThatThrownBy(() -> settings(Path.of(folder), bucket, prefix, region, endpoint))
      .isInstanceOf(InvalidSettingException.class)
      .hasMessageContaining("keyfold.ledger.archive." + message);
  }

  private static ArchiveSettings settings(
    @Nullable Path folder,
    String bucket,
    String prefix,
    String region,
    String endpoint
  ) {
    Duration minute = Duration.ofMinutes(1);
    return new ArchiveSettings(folder, bucket, prefix, region, endpoint, false, minute, minute, minute);
  }
}
