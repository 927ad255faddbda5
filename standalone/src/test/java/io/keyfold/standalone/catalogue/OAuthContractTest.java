package io.keyfold.standalone.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.catalogue.CatalogueProjection;
import io.keyfold.authconfig.catalogue.KnownMethod;
import io.keyfold.authconfig.catalogue.KnownProvider;
import io.keyfold.deployment.catalogue.ShippedCatalogue;
import io.keyfold.deployment.events.ProviderPublished;
import io.keyfold.deployment.provider.Provider;
import io.keyfold.deployment.provider.ProviderAvro;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.egress.EgressProperties;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.testing.MapState;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.AuthMethodType;
import io.keyfold.schema.EventMeta;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/** What deployment-service publishes of a vendor's OAuth, authconfig-service understands. */
class OAuthContractTest {

  @Test
  void everyShippedOAuthMethodIsUsable() {
    List<KnownMethod> methods = shipped()
      .flatMap(provider -> provider.authMethods().stream())
      .toList();

    assertThat(methods)
      .filteredOn(method -> method.type() == AuthMethodType.OAUTH)
      .hasSizeGreaterThan(5)
      .allSatisfy(method -> assertThat(method.oauth()).as(method.id()).isNotNull());
    assertThat(methods)
      .filteredOn(method -> method.check() != null)
      .extracting(KnownMethod::id)
      .contains("pam_slack_token", "pam_github_token", "pam_tavily_api_key");
  }

  private static Stream<KnownProvider> shipped() {
    List<Provider> catalogue = ShippedCatalogue.load(
      null,
      new MockEnvironment()::resolvePlaceholders,
      new EgressPolicy(new EgressProperties(false))
    );
    MapState state = MapState.of(
      new CatalogueProjection(),
      catalogue.stream().map(OAuthContractTest::published).toList()
    );
    return catalogue
      .stream()
      .map(provider -> CatalogueProjection.provider(state, TenantId.PLATFORM, provider.id()).orElseThrow());
  }

  private static ProviderPublished published(Provider provider) {
    EventMeta meta = EventMeta.newBuilder()
      .setEventId("evt_1")
      .setTenantId(TenantId.PLATFORM.value())
      .setObjectId(provider.id())
      .setVersion(1)
      .setRecordedAt(Instant.EPOCH)
      .setActor(new Actor(ActorType.SERVICE, "deployment-service"))
      .setRequestId("req_1")
      .setCommandId(new UUID(0, 1))
      .build();
    return new ProviderPublished(meta, ProviderAvro.toAvro(provider));
  }
}
