package io.keyfold.authconfig.users;

import io.keyfold.authconfig.commands.EraseUser;
import io.keyfold.authconfig.users.model.TenantUser;
import io.keyfold.authconfig.users.model.Users;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.FailsWith;
import io.keyfold.platform.web.Filters;
import io.keyfold.platform.web.JsonBody;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.Lists;
import io.keyfold.platform.web.RequiresScope;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Users: the caller's users who own or owned credentials, by the caller's own ids. */
@RestController
@RequestMapping("/users")
class UserController {

  private static final String READ = "instance.provider.auth:read";
  private static final String WRITE = "instance.provider.auth:write";

  private final View view;
  private final Writer writer;
  private final Lists lists;
  private final UserReader users;

  UserController(@Qualifier("authConfigsView") View view, Writer writer, Lists lists) {
    this.view = view;
    this.writer = writer;
    this.lists = lists;
    this.users = new UserReader(view);
  }

  /** Lists users with the number of their active credentials. */
  @GetMapping
  @RequiresScope(READ)
  Mono<ListBody<UserBody>> list(
    Caller caller,
    @Filters(value = { "user", "identity_id" }, times = { "created_at", "updated_at" }) ListQuery query
  ) {
    TenantId tenant = caller.tenant();
    List<String> named = Stream.concat(query.values("user").stream(), query.values("identity_id").stream()).toList();
    return named.isEmpty()
      ? lists.page(
          view,
          Scan.all(tenant, Users.kind()),
          query,
          (id, user) -> matches(query, user),
          user -> users.body(tenant, user)
        )
      : lists.page(
          named
            .stream()
            .distinct()
            .map(user -> Users.find(view, tenant, user))
            .flatMap(Optional::stream)
            .toList(),
          TenantUser::id,
          query,
          (id, user) -> matches(query, user),
          user -> users.body(tenant, user)
        );
  }

  /** Gets a user. */
  @GetMapping("/{id}")
  @RequiresScope(READ)
  Mono<UserBody> get(Caller caller, @PathVariable String id) {
    return view
      .await(Users.key(caller.tenant(), id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound("user", id)))
      .map(user -> users.body(caller.tenant(), user));
  }

  /**
   * Archives all credentials of a user and erases their values, or those of one provider or deployment. Consents are
   * revoked at the provider. No call that starts after the response uses them.
   *
   * <p>The user's own id can be any text, so it is in the body. One request archives at most 500 credentials;
   * {@code complete} tells whether all are archived.
   */
  @PostMapping("/erase")
  @RequiresScope(WRITE)
  @FailsWith(ErrorCode.NOT_FOUND)
  Mono<UserErasureBody> erase(WriteRequest write, @JsonBody("erase-user") EraseUserBody body) {
    TenantId tenant = write.tenant();
    return writer
      .write(write, () ->
        users
          .named(tenant, body.user())
          .map(user ->
            EraseUser.newBuilder()
              .setMeta(write.meta(user.id()))
              .setProviderId(body.providerId())
              .setProviderDeploymentId(body.providerDeploymentId())
              .build()
          )
      )
      .flatMap(done -> view.await(Users.key(tenant, done.objectId())))
      .map(user ->
        new UserErasureBody("user.erasure", user.id(), user.user(), !users.owns(tenant, user, body::matches))
      );
  }

  private static boolean matches(ListQuery query, TenantUser user) {
    return (
      query.admits("user", user.user()) &&
      query.admits("identity_id", user.user()) &&
      query.within("created_at", user.createdAt()) &&
      query.within("updated_at", user.updatedAt())
    );
  }
}
