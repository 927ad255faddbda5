package io.keyfold.authconfig.decide;

import io.keyfold.authconfig.apps.model.AppUses;
import io.keyfold.authconfig.events.AppVersionUsed;
import io.keyfold.authconfig.events.GrantConnected;
import io.keyfold.authconfig.tokens.GrantTokens;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.Event;
import io.keyfold.schema.GrantSource;
import io.keyfold.schema.TokenSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records that a version of an OAuth app's secret was used: the provider issued tokens to it. */
final class AppVersionUses {

  private AppVersionUses() {}

  /**
   * {@return the decision with the uses that follow from its events} They precede the events, because the last event
   * completes the command's caller. At most one per version in {@link AppUses#INTERVAL} is recorded.
   *
   * @param command envelope of the decided command
   * @param state the state before the command
   */
  static Decision<Event> with(CommandMeta command, Decision<Event> decision, State state) {
    return switch (decision) {
      case Decision.Accepted<Event>(List<Event> events) -> new Decision.Accepted<>(with(command, events, state));
      case Decision.Rejected<Event> rejected -> rejected;
    };
  }

  private static List<Event> with(CommandMeta command, List<Event> events, State state) {
    List<Event> all = new ArrayList<>();
    for (Event event : events) {
      if (event instanceof GrantTokens tokens) {
        issued(tokens, events)
          .flatMap(set -> used(command, tokens, set, state, events.size()))
          .ifPresent(all::add);
      }
    }
    all.addAll(events);
    return all;
  }

  /** {@return the tokens that the provider issued just now}, as opposed to those that were imported or confirmed. */
  private static Optional<TokenSet> issued(GrantTokens event, List<Event> events) {
    return switch (event.getChange()) {
      case PENDING -> Optional.ofNullable(event.getPending()).map(pending -> pending.getTokens());
      case REFRESHED -> Optional.ofNullable(event.getTokens());
      case CONNECTED -> issuedToApp(events) ? Optional.ofNullable(event.getTokens()) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static boolean issuedToApp(List<Event> events) {
    return events
      .stream()
      .anyMatch(
        event ->
          event instanceof GrantConnected connected &&
          (connected.getSource() == GrantSource.CLIENT_CREDENTIALS || connected.getSource() == GrantSource.JWT_BEARER)
      );
  }

  private static Optional<Event> used(CommandMeta command, GrantTokens tokens, TokenSet set, State state, int index) {
    String appId = set.getAppId();
    Long version = set.getAppVersion();
    if (appId == null || version == null) {
      return Optional.empty();
    }
    AppUses known = state.find(AppUses.key(new TenantId(command.getTenantId()), appId)).orElseGet(AppUses::none);
    return known.records(version, set.getObtainedAt())
      ? Optional.of(
          AppVersionUsed.newBuilder()
            .setMeta(EventMetas.of(command, appId, known.version() + 1, index))
            .setAppVersion(version)
            .setUsedAt(set.getObtainedAt())
            .setAuthConfigId(tokens.getMeta().getObjectId())
            .build()
        )
      : Optional.empty();
  }
}
