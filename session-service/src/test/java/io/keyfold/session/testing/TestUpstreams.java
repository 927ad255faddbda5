package io.keyfold.session.testing;

import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.egress.EgressProperties;
import io.keyfold.session.upstream.UpstreamClients;
import io.keyfold.session.upstream.UpstreamProperties;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/** Real clients of MCP servers on this machine. */
public final class TestUpstreams {

  private static final int CLIENTS = 10;
  private static final int CALLS_PER_PROVIDER = 100;
  private static final int BREAKER_FAILURES = 50;
  private static final int BREAKER_CALLS = 20;
  private static final Duration BREAKER_PAUSE = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofMinutes(1);

  private TestUpstreams() {}

  /**
   * Time limits of clients.
   *
   * @param connect of a connection
   * @param initialize of a handshake
   * @param call of a call after the last message
   * @param longest of a call in total
   */
  public record Times(Duration connect, Duration initialize, Duration call, Duration longest) {}

  /**
   * {@return properties with a few clients, and limits that no test reaches}
   *
   * @param response bytes of one response
   * @param responses bytes of all responses
   */
  public static UpstreamProperties properties(Times times, DataSize response, DataSize responses) {
    return new UpstreamProperties(
      times.connect(),
      times.initialize(),
      times.call(),
      times.longest(),
      response,
      responses,
      CLIENTS,
      CALLS_PER_PROVIDER,
      BREAKER_FAILURES,
      BREAKER_CALLS,
      BREAKER_PAUSE,
      IDLE,
      Fixtures.NO_CAPS
    );
  }

  /** {@return clients whose credential is that of {@link SessionApi#opener}} */
  public static UpstreamClients clients(UpstreamProperties properties, MeterRegistry meters) {
    return new UpstreamClients(
      properties,
      new EgressPolicy(new EgressProperties(true)),
      SessionApi.opener(),
      Clock.systemUTC(),
      meters
    );
  }

  /** {@return clients whose credential is that of {@link SessionApi#opener}} */
  public static UpstreamClients clients(UpstreamProperties properties) {
    return clients(properties, new SimpleMeterRegistry());
  }
}
