package io.keyfold.schemas.topic;

import io.keyfold.authconfig.commands.AuthConfigCommand;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.keys.WrappedDataKey;
import io.keyfold.authconfig.tokens.TokenEvent;
import io.keyfold.deployment.commands.DeploymentCommand;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.ledger.commands.LedgerCommand;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.ledger.signals.LedgerSignal;
import io.keyfold.schema.CommandRejected;
import io.keyfold.schema.CommandRepeated;
import io.keyfold.schema.DeadLetter;
import io.keyfold.session.commands.SessionCommand;
import io.keyfold.session.events.SessionEvent;
import io.keyfold.session.signals.SessionSignal;
import io.keyfold.usage.SpoolWatermark;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageTotal;
import io.keyfold.webhook.deliveries.DeliveryEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** The types of each topic, to register their schemas at start and to check them in the build. */
public final class TopicTypes {

  /** The name for all dead letter topics. */
  public static final String DEAD_LETTERS = "dlq";

  private static final Map<String, List<Class<? extends SpecificRecord>>> BY_TOPIC = Map.ofEntries(
    Map.entry("deployment.commands", cases(DeploymentCommand.class)),
    Map.entry("deployment.events", withOutcomes(cases(DeploymentEvent.class))),
    Map.entry("authconfig.commands", cases(AuthConfigCommand.class)),
    Map.entry("authconfig.events", withOutcomes(cases(AuthConfigEvent.class))),
    Map.entry("authconfig.tokens", cases(TokenEvent.class)),
    Map.entry("authconfig.keys", List.of(WrappedDataKey.class)),
    Map.entry("ledger.commands", cases(LedgerCommand.class)),
    Map.entry("ledger.events", withOutcomes(cases(LedgerEvent.class))),
    Map.entry("ledger.signals", cases(LedgerSignal.class)),
    Map.entry("session.commands", cases(SessionCommand.class)),
    Map.entry("session.events", withOutcomes(cases(SessionEvent.class))),
    Map.entry("session.signals", cases(SessionSignal.class)),
    Map.entry("usage.records", cases(UsageEvent.class)),
    Map.entry("usage.totals", List.of(UsageTotal.class)),
    Map.entry("usage.watermarks", List.of(SpoolWatermark.class)),
    Map.entry("webhook.deliveries", cases(DeliveryEvent.class)),
    Map.entry(DEAD_LETTERS, List.of(DeadLetter.class))
  );

  private TopicTypes() {}

  /**
   * {@return the types of a topic}
   *
   * @param topic the topic's name; names ending in {@code .dlq} are dead letter topics
   * @throws IllegalArgumentException if it is not a Keyfold topic
   */
  public static List<Class<? extends SpecificRecord>> of(String topic) {
    List<Class<? extends SpecificRecord>> types = BY_TOPIC.get(topic.endsWith(".dlq") ? DEAD_LETTERS : topic);
    if (types == null) {
      throw new IllegalArgumentException("not a Keyfold topic: " + topic);
    }
    return types;
  }

  /** {@return all topics with their types, by name} */
  public static Map<String, List<Class<? extends SpecificRecord>>> all() {
    return new TreeMap<>(BY_TOPIC);
  }

  /** Uses the permitted subclasses of the sealed interface, which the compiler keeps complete. */
  private static List<Class<? extends SpecificRecord>> cases(Class<? extends SpecificRecord> sealed) {
    List<Class<? extends SpecificRecord>> cases = new ArrayList<>();
    for (Class<?> permitted : sealed.getPermittedSubclasses()) {
      Class<? extends SpecificRecord> type = permitted.asSubclass(SpecificRecord.class);
      if (type.isSealed()) {
        cases.addAll(cases(type));
      } else {
        cases.add(type);
      }
    }
    return List.copyOf(cases);
  }

  private static List<Class<? extends SpecificRecord>> withOutcomes(List<Class<? extends SpecificRecord>> events) {
    List<Class<? extends SpecificRecord>> all = new ArrayList<>(events);
    all.add(CommandRejected.class);
    all.add(CommandRepeated.class);
    return List.copyOf(all);
  }
}
