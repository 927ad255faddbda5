package io.keyfold.session.usage.query;

import io.keyfold.platform.log.View;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.Filters;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.RequiresScope;
import io.keyfold.session.usage.view.Completeness;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What a tenant's deployments used. */
@RestController
final class UsageController {

  private final UsageReader reader;
  private final Clock clock;

  UsageController(@Qualifier("usageTotalsView") View totals, Completeness completeness, Clock clock) {
    this.reader = new UsageReader(totals, completeness);
    this.clock = clock;
  }

  /** Answers for one deployment, several, or all. */
  @GetMapping("/usage")
  @RequiresScope("instance.usage:read")
  Mono<UsageAnswer> usage(
    Caller caller,
    @Filters({ "provider_deployment_id", "session_id", "from", "to", "granularity", "group_by" }) ListQuery query
  ) {
    UsageQuestion question = UsageQuestion.of(query, clock.instant());
    return Mono.fromCallable(() -> reader.answer(caller.tenant(), question)).subscribeOn(Schedulers.boundedElastic());
  }
}
