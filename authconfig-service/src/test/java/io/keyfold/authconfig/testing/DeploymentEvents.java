package io.keyfold.authconfig.testing;

import io.keyfold.deployment.events.DeploymentArchived;
import io.keyfold.deployment.events.DeploymentCreated;
import io.keyfold.deployment.events.DeploymentUpdated;
import io.keyfold.deployment.events.ProviderPublished;
import io.keyfold.platform.id.TenantId;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.AuthMethod;
import io.keyfold.schema.AuthMethodType;
import io.keyfold.schema.AuthScope;
import io.keyfold.schema.EventMeta;
import io.keyfold.schema.Injection;
import io.keyfold.schema.InjectionPlace;
import io.keyfold.schema.OAuthEndpoints;
import io.keyfold.schema.Provider;
import io.keyfold.schema.ProviderAccess;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Short factories for events of deployment-service. */
public final class DeploymentEvents {

  private DeploymentEvents() {}

  /** {@return an envelope} */
  public static EventMeta meta(TenantId tenant, String objectId, long version) {
    return EventMeta.newBuilder()
      .setEventId("evt_" + objectId + "_" + version)
      .setTenantId(tenant.value())
      .setObjectId(objectId)
      .setVersion(version)
      .setRecordedAt(Given.NOW)
      .setActor(new Actor(ActorType.API_KEY, "apk_1"))
      .setRequestId("req_1")
      .setCommandId(new UUID(0, version))
      .build();
  }

  /** {@return a new deployment} */
  public static DeploymentCreated created(String id, String providerId) {
    return DeploymentCreated.newBuilder()
      .setMeta(meta(Given.ACME, id, 1))
      .setProviderId(providerId)
      .setName("Acme " + id)
      .build();
  }

  /** {@return a renamed deployment} */
  public static DeploymentUpdated renamed(String id, String providerId, long version, String name) {
    return DeploymentUpdated.newBuilder()
      .setMeta(meta(Given.ACME, id, version))
      .setProviderId(providerId)
      .setName(name)
      .build();
  }

  /** {@return an archived deployment} */
  public static DeploymentArchived archived(String id, String providerId, long version) {
    return new DeploymentArchived(meta(Given.ACME, id, version), providerId);
  }

  /** {@return Exa, with one API key method} */
  public static ProviderPublished exa() {
    return published(
      "prv_exa",
      method(
        "pam_exa_key",
        "api_key",
        AuthMethodType.TOKEN,
        """
        {"type":"object","properties":{"token":{"type":"string","minLength":1}},"required":["token"],
        "additionalProperties":false}""",
        null,
        new Injection(InjectionPlace.HEADER, "x-api-key", "token", "")
      )
    );
  }

  /** {@return a provider with a header, a query parameter, one property in both, and a private key that is not sent} */
  public static ProviderPublished mixed() {
    return published(
      "prv_mixed",
      method(
        "pam_mixed_custom",
        "custom",
        AuthMethodType.CUSTOM,
        """
        {"type":"object","properties":{"header":{"type":"string"},"query":{"type":"string"},"both":{"type":"string"},
        "loose":{},"private_key":{"type":"string"}}}""",
        null,
        new Injection(InjectionPlace.HEADER, "x-a", "header", ""),
        new Injection(InjectionPlace.HEADER, "x-b", "both", ""),
        new Injection(InjectionPlace.QUERY, "b", "both", ""),
        new Injection(InjectionPlace.QUERY, "q", "query", ""),
        new Injection(InjectionPlace.QUERY, "l", "loose", "")
      )
    );
  }

  /** {@return Slack, with OAuth or a token} */
  public static ProviderPublished slack() {
    return published(
      "prv_slack",
      AuthMethod.newBuilder(
        method(
          "pam_slack_oauth",
          "oauth",
          AuthMethodType.OAUTH,
          "{}",
          """
          {"type":"object","properties":{"access_token":{"type":"string"},"refresh_token":{"type":"string"}},
          "required":["access_token"]}""",
          new Injection(InjectionPlace.BEARER, null, "access_token", "")
        )
      )
        .setScopes(List.of(new AuthScope("pams_slack_chat", "chat:write", "Send messages", null)))
        .setOauth(
          OAuthEndpoints.newBuilder()
            .setAuthorizationUrl("https://slack.com/oauth/v2/authorize")
            .setTokenUrl("https://slack.com/api/oauth.v2.access")
            .build()
        )
        .build(),
      method(
        "pam_slack_token",
        "bot_token",
        AuthMethodType.TOKEN,
        """
        {"type":"object","properties":{"token":{"type":"string","pattern":"^xoxb-"}},"required":["token"]}""",
        null,
        new Injection(InjectionPlace.BEARER, null, "token", "")
      )
    );
  }

  /** {@return a provider that requires no credential} */
  public static ProviderPublished open() {
    return published("prv_open");
  }

  /** {@return a wiki with an API key, and a workspace in its host} */
  public static ProviderPublished wiki() {
    ProviderPublished keyed = published(
      "prv_wiki",
      method(
        "pam_wiki_key",
        "api_key",
        AuthMethodType.TOKEN,
        """
        {"type":"object","properties":{"token":{"type":"string","minLength":1}},"required":["token"],
        "additionalProperties":false}""",
        null,
        new Injection(InjectionPlace.HEADER, "x-api-key", "token", "")
      )
    );
    return configured(keyed, "https://{workspace}.wiki.example.com/mcp");
  }

  /** {@return the same provider with a workspace in its URL} */
  public static ProviderPublished configured(ProviderPublished published, String mcpUrl) {
    return new ProviderPublished(
      published.getMeta(),
      Provider.newBuilder(published.getProvider())
        .setMcpUrl(mcpUrl)
        .setConfigSchema(
          """
          {"type":"object","properties":{"workspace":{"type":"string","title":"Workspace","minLength":1,
          "maxLength":60}},"required":["workspace"],"additionalProperties":false}"""
        )
        .build()
    );
  }

  /** {@return a provider of the platform} */
  public static ProviderPublished published(String id, AuthMethod... methods) {
    return new ProviderPublished(
      meta(TenantId.PLATFORM, id, 1),
      Provider.newBuilder()
        .setId(id)
        .setVersionId("pvv_" + id)
        .setSlug(id)
        .setName(id)
        .setAccess(ProviderAccess.PUBLIC)
        .setPublisher("Keyfold")
        .setMcpUrl("https://example.com/mcp")
        .setAuthMethods(List.of(methods))
        .build()
    );
  }

  private static AuthMethod method(
    String id,
    String key,
    AuthMethodType type,
    String inputSchema,
    @Nullable String outputSchema,
    Injection... injections
  ) {
    return AuthMethod.newBuilder()
      .setId(id)
      .setKey(key)
      .setType(type)
      .setName(key)
      .setInputSchema(inputSchema)
      .setOutputSchema(outputSchema)
      .setInjections(List.of(injections))
      .build();
  }
}
