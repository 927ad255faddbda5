package io.keyfold.session.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the live stream.
 *
 * @param clients how many streams are open at once
 * @param clientsPerTenant how many of them one tenant may have
 * @param buffer how many events wait for a slow client before its stream ends; it resumes from the last one it got
 * @param heartbeat how often a silent stream shows that it lives
 * @param longest after this time a stream ends and the client authenticates anew
 */
@ConfigurationProperties("keyfold.audit.stream")
public record AuditSettings(
  @DefaultValue("200") int clients,
  @DefaultValue("20") int clientsPerTenant,
  @DefaultValue("1000") int buffer,
  @DefaultValue("15s") Duration heartbeat,
  @DefaultValue("15m") Duration longest
) {}
