package io.keyfold.session.testing;

import io.keyfold.authconfig.commands.StartRefresh;
import io.keyfold.authconfig.tokens.GrantTokens;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.View;
import io.keyfold.platform.testing.MapView;
import io.keyfold.schema.Command;
import io.keyfold.schema.EventMeta;
import io.keyfold.schema.RefreshFailure;
import io.keyfold.schema.RefreshLease;
import io.keyfold.schema.RefreshTrigger;
import io.keyfold.schema.Sealed;
import io.keyfold.schema.TokenChange;
import io.keyfold.schema.TokenSet;
import io.keyfold.session.tokens.GrantTokensFold;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The tokens of grants of one tenant, with commands that a test answers. By default, a command opens the refresh, and
 * the test decides its result. Not for concurrent tests of one grant.
 */
public final class GrantLog implements CommandLog {

  private final MapView view = new MapView();
  private final GrantTokensFold fold = new GrantTokensFold();
  private final List<StartRefresh> started = new CopyOnWriteArrayList<>();
  private Function<StartRefresh, Mono<Committed>> answer = this::opened;

  /** {@return the view} */
  public View view() {
    return view;
  }

  /** {@return the commands so far} */
  public List<StartRefresh> started() {
    return List.copyOf(started);
  }

  /** Answers further commands in this way. */
  public void answer(Function<StartRefresh, Mono<Committed>> how) {
    answer = how;
  }

  /** Answers further commands with new tokens that expire at the time. */
  public void refresh(Instant expiresAt) {
    answer = command -> {
      String id = command.getMeta().getObjectId();
      opened(command);
      token(id, command.getCredentialVersion() * 10 + 2, command.getCredentialVersion() + 1, expiresAt);
      return Mono.just(new Committed(id, false));
    };
  }

  @Override
  public Mono<Committed> append(Command command) {
    StartRefresh start = (StartRefresh) command;
    started.add(start);
    return answer.apply(start);
  }

  private Mono<Committed> opened(StartRefresh command) {
    String id = command.getMeta().getObjectId();
    record(
      builder(id, command.getCredentialVersion() * 10 + 1, command.getCredentialVersion(), Instant.EPOCH)
        .setChange(TokenChange.REFRESH_STARTED)
        .setLease(new RefreshLease("a", command.getCredentialVersion(), Instant.EPOCH, RefreshTrigger.EXPIRED, false))
        .build()
    );
    return Mono.just(new Committed(id, false));
  }

  /** Records a token. */
  public void token(String id, long version, long credentialVersion, @Nullable Instant expiresAt) {
    record(builder(id, version, credentialVersion, expiresAt).build());
  }

  /** Records a token that cannot be refreshed. */
  public void constant(String id, Instant expiresAt) {
    GrantTokens.Builder builder = builder(id, 1, 1, expiresAt);
    record(builder.setTokens(TokenSet.newBuilder(builder.getTokens()).setRefreshable(false).build()).build());
  }

  /** Records a refresh that failed. */
  public void failed(String id, long version, long credentialVersion, @Nullable Instant expiresAt, String code) {
    failed(id, version, credentialVersion, expiresAt, Instant.EPOCH, code);
  }

  /** Records a refresh that failed at the time. */
  public void failed(
    String id,
    long version,
    long credentialVersion,
    @Nullable Instant expiresAt,
    Instant at,
    String code
  ) {
    record(
      builder(id, version, credentialVersion, expiresAt)
        .setChange(TokenChange.REFRESH_FAILED)
        .setFailure(new RefreshFailure(at, code, null, 1, null, false))
        .build()
    );
  }

  /** Records that the user must reconnect. */
  public void broken(String id, long version, long credentialVersion, @Nullable Instant expiresAt) {
    record(builder(id, version, credentialVersion, expiresAt).setNeedsReconnect(true).build());
  }

  /** Records that the grant is archived. */
  public void archived(String id, long version) {
    record(builder(id, version, 1, null).setArchived(true).build());
  }

  /** Erases the grant. */
  public void erased(String id) {
    view.fold(fold, key(id), null);
  }

  private void record(GrantTokens record) {
    view.fold(fold, key(record.getMeta().getObjectId()), record);
  }

  private static String key(String id) {
    return Fixtures.TENANT.value() + "/" + id;
  }

  private static GrantTokens.Builder builder(
    String id,
    long version,
    long credentialVersion,
    @Nullable Instant expiresAt
  ) {
    EventMeta meta = Events.meta(id, version);
    byte[] text = ("token " + credentialVersion).getBytes(StandardCharsets.UTF_8);
    return GrantTokens.newBuilder()
      .setMeta(meta)
      .setProviderId("prv_1")
      .setCredentialVersion(credentialVersion)
      .setTokens(
        TokenSet.newBuilder()
          .setAccess(new Sealed("key_1", ByteBuffer.wrap(text), "grant.access"))
          .setValueVersion(credentialVersion)
          .setObtainedAt(Instant.now().minus(Duration.ofHours(1)))
          .setExpiresAt(expiresAt)
          .setRefreshable(true)
          .build()
      );
  }
}
