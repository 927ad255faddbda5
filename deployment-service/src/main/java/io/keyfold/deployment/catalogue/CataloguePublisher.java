package io.keyfold.deployment.catalogue;

import io.keyfold.deployment.commands.PublishProvider;
import io.keyfold.deployment.provider.Provider;
import io.keyfold.deployment.provider.ProviderAvro;
import io.keyfold.deployment.provider.Providers;
import io.keyfold.deployment.provider.VersionedProvider;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Publishes changed catalogue files to the log. Version ids are derived from the content, so existing versions are not
 * published again. Concurrently starting instances compete for the provider's version; the losers find it published.
 */
public final class CataloguePublisher {

  private static final Logger LOG = LoggerFactory.getLogger(CataloguePublisher.class);
  private static final Actor ACTOR = new Actor(ActorType.SERVICE, "deployment-service");

  private final List<Provider> catalogue;
  private final View view;
  private final CommandLog log;
  private final Clock clock;

  /** Creates a publisher of the providers. */
  public CataloguePublisher(List<Provider> catalogue, View view, CommandLog log, Clock clock) {
    this.catalogue = List.copyOf(catalogue);
    this.view = view;
    this.log = log;
    this.clock = clock;
  }

  /** {@return how many providers were published by this call, once all are on the log} */
  public Mono<Long> publish() {
    return view
      .caughtUp(TenantId.PLATFORM)
      .then(Flux.fromIterable(catalogue).flatMap(this::publish).count())
      .doOnNext(count ->
        LOG.atInfo()
          .addKeyValue("published", count)
          .addKeyValue("providers", catalogue.size())
          .log("catalogue published")
      );
  }

  private Mono<Provider> publish(Provider provider) {
    return Mono.defer(() -> {
      Optional<VersionedProvider> known = view.find(Providers.key(TenantId.PLATFORM, provider.id()));
      if (known.filter(current -> current.provider().versionId().equals(provider.versionId())).isPresent()) {
        return Mono.<Provider>empty();
      }
      long version = known.map(VersionedProvider::version).orElse(0L);
      return log
        .append(new PublishProvider(request(version).meta(provider.id()), ProviderAvro.toAvro(provider)))
        .thenReturn(provider);
      // Another instance published it first.
    }).onErrorResume(ErrorCode.PRECONDITION_FAILED::isCodeOf, e -> Mono.empty());
  }

  private WriteRequest request(long expectedVersion) {
    return WriteRequest.ofService(TenantId.PLATFORM, ACTOR, clock.instant()).expecting(expectedVersion);
  }
}
