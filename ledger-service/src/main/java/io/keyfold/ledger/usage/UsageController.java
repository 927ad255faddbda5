package io.keyfold.ledger.usage;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.FailsWith;
import io.keyfold.platform.web.Filters;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.RequiresScope;
import java.time.Clock;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Usage: what a tenant's deployments used, by time bucket. */
@RestController
final class UsageController {

  private final Reports reports;
  private final Clock clock;

  UsageController(Reports reports, Clock clock) {
    this.reports = reports;
    this.clock = clock;
  }

  /**
   * Reports the usage of one, several or all deployments.
   *
   * <p>Buckets without usage have no row. From {@code retained_from} to {@code complete_until} a missing row means zero;
   * before and after that, unknown. A response never omits rows silently: one with more than 10,000 rows is rejected, or
   * returned in pages of {@code page_size}.
   */
  @GetMapping("/usage")
  @RequiresScope("instance.usage:read")
  @FailsWith(ErrorCode.BAD_REQUEST)
  Mono<UsageAnswer> usage(
    Caller caller,
    @Filters({
      "provider_deployment_id",
      "provider_auth_config_id",
      "credential_version",
      "session_id",
      "tool",
      "provider_id",
      "meter",
      "payer",
      "outcome",
      "user",
      "identity_id",
      "metadata",
      "without",
      "from",
      "to",
      "granularity",
      "time_zone",
      "group_by",
      "as_of",
      "page_size",
      "page",
    }) ListQuery query
  ) {
    return reports.run(caller.tenant(), UsageParameters.parse(query, clock.instant()), UsageAnswer::of);
  }
}
