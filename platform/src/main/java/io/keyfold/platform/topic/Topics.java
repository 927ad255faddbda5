package io.keyfold.platform.topic;

import java.time.Duration;
import java.util.List;

/** All topics of Keyfold, declared only here. */
public final class Topics {

  /** Commands to deployment-service; key: tenant. */
  public static final TopicSpec DEPLOYMENT_COMMANDS = TopicSpec.atLeast("deployment.commands", Duration.ofDays(7));

  /** Tenants, API keys, providers and deployments; key: tenant. */
  public static final TopicSpec DEPLOYMENT_EVENTS = TopicSpec.forever("deployment.events");

  /** Commands to authconfig-service; key: tenant. */
  public static final TopicSpec AUTHCONFIG_COMMANDS = TopicSpec.atLeast("authconfig.commands", Duration.ofDays(7));

  /** Auth configs, OAuth apps and attachments; key: tenant. */
  public static final TopicSpec AUTHCONFIG_EVENTS = TopicSpec.forever("authconfig.events");

  /** Current tokens of grants; key: tenant and auth config, partitioned by tenant; a tombstone erases. */
  public static final TopicSpec AUTHCONFIG_TOKENS = TopicSpec.compacted("authconfig.tokens");

  /** Wrapped data keys; key: key id; a tombstone erases. */
  public static final TopicSpec AUTHCONFIG_KEYS = TopicSpec.compacted("authconfig.keys");

  /** Deliveries of webhooks; key: tenant, endpoint and delivery, partitioned by tenant; a tombstone forgets. */
  public static final TopicSpec WEBHOOK_DELIVERIES = TopicSpec.compacted("webhook.deliveries");

  /** Commands to session-service; key: tenant. */
  public static final TopicSpec SESSION_COMMANDS = TopicSpec.atLeast("session.commands", Duration.ofDays(7));

  /** Sessions and their providers; key: tenant. */
  public static final TopicSpec SESSION_EVENTS = TopicSpec.forever("session.events");

  /** Hints among the instances of session-service about open connections; key: tenant. */
  public static final TopicSpec SESSION_SIGNALS = TopicSpec.atLeast("session.signals", Duration.ofHours(1));

  /** Commands to ledger-service; key: tenant. */
  public static final TopicSpec LEDGER_COMMANDS = TopicSpec.atLeast("ledger.commands", Duration.ofDays(7));

  /** Price lists and budgets; key: tenant. */
  public static final TopicSpec LEDGER_EVENTS = TopicSpec.forever("ledger.events");

  /** Signs that the ledger works; one key. */
  public static final TopicSpec LEDGER_SIGNALS = TopicSpec.atLeast("ledger.signals", Duration.ofHours(1)).single();

  /** Usage records; key: deployment. */
  public static final TopicSpec USAGE_RECORDS = TopicSpec.forever("usage.records");

  /** Running totals for billing consumers; key: series and bucket. */
  public static final TopicSpec USAGE_TOTALS = TopicSpec.compacted("usage.totals");

  /** Completeness watermark of each spool; key: spool. */
  public static final TopicSpec USAGE_WATERMARKS = TopicSpec.compacted("usage.watermarks").single();

  private static final List<TopicSpec> SOURCES = List.of(
    DEPLOYMENT_COMMANDS,
    DEPLOYMENT_EVENTS,
    AUTHCONFIG_COMMANDS,
    AUTHCONFIG_EVENTS,
    AUTHCONFIG_TOKENS,
    AUTHCONFIG_KEYS,
    SESSION_COMMANDS,
    SESSION_EVENTS,
    SESSION_SIGNALS,
    LEDGER_COMMANDS,
    LEDGER_EVENTS,
    LEDGER_SIGNALS,
    USAGE_RECORDS,
    USAGE_TOTALS,
    USAGE_WATERMARKS,
    WEBHOOK_DELIVERIES
  );

  private Topics() {}

  /** {@return all topics, including their dead-letter topics} */
  public static List<TopicSpec> all() {
    return SOURCES.stream()
      .<TopicSpec>mapMulti((topic, out) -> {
        out.accept(topic);
        out.accept(topic.deadLetters());
      })
      .toList();
  }
}
