package io.keyfold.authconfig.versions;

import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Versions of credentials.
 *
 * @param expiryNotices times before the expiry of a credential at which it is announced; a change applies to credentials
 *     that are created or rotated later
 */
@Validated
@ConfigurationProperties("keyfold.credentials")
public record VersionProperties(
  @DefaultValue({ "7d", "1d" })
  @Size(max = 10)
  List<@DurationMin(minutes = 1) @DurationMax(days = 365) Duration> expiryNotices
) {
  /** Copies the list. */
  public VersionProperties {
    expiryNotices = List.copyOf(expiryNotices);
  }

  /** {@return the notices in seconds} */
  public List<Integer> noticeSeconds() {
    return expiryNotices
      .stream()
      .map(notice -> Math.toIntExact(notice.toSeconds()))
      .toList();
  }
}
