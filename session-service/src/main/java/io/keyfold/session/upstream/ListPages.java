package io.keyfold.session.upstream;

import io.keyfold.session.redaction.WithheldException;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcCodes;
import io.keyfold.session.rpc.RpcMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Collects the pages of a list. What arrived before an error, a limit or a cursor that does not advance is returned, and
 * says that it is incomplete. Used once, by one thread at a time.
 */
final class ListPages {

  private static final int MAX_PAGES = 50;
  private static final int MAX_ITEMS = 10_000;

  /** Maximum bytes of all items. */
  private static final int MAX_BYTES = 8 * 1024 * 1024;

  private final ListKind kind;
  private final Function<ServerRequest, Mono<Page>> request;
  private final List<McpServers.Item> items = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Set<RawJson> cursors = new HashSet<>();
  private int pages;
  private int bytes;
  private int withheld;
  private @Nullable String incomplete;

  /** A page as the server sent it, and what removes the credential from it. */
  record Page(RpcMessage.Response response, MessageRedactor redactor) {}

  ListPages(ListKind kind, Function<ServerRequest, Mono<Page>> request) {
    this.kind = kind;
    this.request = request;
  }

  /** {@return the items of all pages that arrive within the time; errors if the first page does} */
  Mono<McpServers.Listed> collect(Duration time) {
    Mono<Void> end = Mono.delay(time).then(Mono.<Void>error(ProviderFailure::timeout));
    return page(RawObject.EMPTY)
      .takeUntilOther(end)
      .onErrorResume(ProviderFailure.class, e -> pages == 0 ? Mono.error(e) : ends(e.text()))
      .then(Mono.fromSupplier(() -> new McpServers.Listed(items, withheld, incomplete)));
  }

  private Mono<Void> ends(String why) {
    incomplete = why;
    return Mono.empty();
  }

  private Mono<Void> page(RawObject params) {
    return request.apply(new ServerRequest(kind.method(), params)).flatMap(
      page ->
        switch (page.response()) {
          case RpcMessage.Fault fault -> rejected(fault, page.redactor());
          case RpcMessage.Result result -> added(result.members(), page.redactor());
        }
    );
  }

  private Mono<Void> rejected(RpcMessage.Fault fault, MessageRedactor redactor) {
    if (pages == 0 && fault.code() == RpcCodes.METHOD_NOT_FOUND) {
      return Mono.empty();
    }
    return Mono.error(
      ProviderFailure.error(
        "responded with error " +
          fault.code() +
          fault
            .message()
            .map(text -> ": " + redactor.text(text))
            .orElse("")
      )
    );
  }

  private Mono<Void> added(RawObject page, MessageRedactor redactor) {
    pages++;
    for (RawJson item : page.elements(kind.member())) {
      bytes += item.size();
      if (items.size() == MAX_ITEMS || bytes > MAX_BYTES) {
        return ends("The provider lists more than " + MAX_ITEMS + " items or " + MAX_BYTES + " bytes");
      }
      add(item, redactor);
    }
    RawJson cursor = page.find("nextCursor").filter(RawJson::isString).orElse(null);
    if (cursor == null) {
      return Mono.empty();
    }
    if (!cursors.add(cursor)) {
      return ends("The provider's cursor does not advance");
    }
    return pages == MAX_PAGES
      ? ends("The provider lists more than " + MAX_PAGES + " pages")
      : page(RawObject.EMPTY.with("cursor", cursor));
  }

  /** An item without a name cannot be used, and one with the credential in its name could not be called. */
  private void add(RawJson item, MessageRedactor redactor) {
    Optional<RawObject> object = item.object();
    String name = object.flatMap(members -> members.text(kind.key())).orElse("");
    if (name.isEmpty() || !names.add(name)) {
      return;
    }
    Optional<RawObject> clean = redactor.finds(name)
      ? Optional.empty()
      : clean(item, redactor).flatMap(RawJson::object);
    clean.ifPresentOrElse(members -> items.add(new McpServers.Item(name, members)), () -> withheld++);
  }

  /** {@return the value without the credential; empty if it must be withheld} */
  static Optional<RawJson> clean(RawJson value, MessageRedactor redactor) {
    try {
      return Optional.of(redactor.value(value));
    } catch (WithheldException e) {
      return Optional.empty();
    }
  }
}
