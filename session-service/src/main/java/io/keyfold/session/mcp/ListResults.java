package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.upstream.ListKind;
import java.util.ArrayList;
import java.util.List;

/** Writes the result of a list of a session. What is missing, and why, is in its {@code _meta}. */
final class ListResults {

  private static final String UNAVAILABLE = "io.keyfold/unavailable";
  private static final String WITHHELD = "io.keyfold/withheld";
  private static final String INCOMPLETE = "io.keyfold/incomplete";

  private ListResults() {}

  /**
   * {@return the result}
   *
   * @param items the items in the session's form
   * @param lists what the providers listed
   */
  static RawObject of(ListKind kind, List<RawJson> items, List<ProviderList> lists, Dialect dialect) {
    RawObject result = RawObject.EMPTY.with(kind.member(), RawJson.array(items));
    RawObject meta = meta(kind, lists);
    RawObject all = meta.members().isEmpty() ? result : result.with("_meta", meta);
    // Filters, credentials and providers change at any time, and differ between the users of a deployment.
    return dialect instanceof Dialect.Modern ? all.with("ttlMs", RawJson.number(0)).with("cacheScope", "private") : all;
  }

  private static RawObject meta(ListKind kind, List<ProviderList> lists) {
    List<RawJson> unavailable = new ArrayList<>();
    List<RawJson> withheld = new ArrayList<>();
    List<RawJson> incomplete = new ArrayList<>();
    for (ProviderList list : lists) {
      RawObject about = about(list.provider());
      ProviderList.Failure failure = list.failure();
      if (failure != null) {
        unavailable.add(about.with("code", failure.code()).with("message", failure.message()).json());
      }
      if (list.withheld() > 0) {
        RawObject entry = about.with(kind.member(), RawJson.number(list.withheld()));
        withheld.add(
          entry.with("message", "Items are omitted because names in them contain a part of the credential").json()
        );
      }
      if (list.incomplete() != null) {
        incomplete.add(about.with("message", list.incomplete()).json());
      }
    }
    RawObject meta = with(RawObject.EMPTY, UNAVAILABLE, unavailable);
    return with(with(meta, WITHHELD, withheld), INCOMPLETE, incomplete);
  }

  private static RawObject with(RawObject meta, String name, List<RawJson> entries) {
    return entries.isEmpty() ? meta : meta.with(name, RawJson.array(entries));
  }

  private static RawObject about(SessionProvider provider) {
    return RawObject.EMPTY.with("session_provider_id", provider.id()).with(
      "provider_deployment_id",
      provider.deploymentId()
    );
  }
}
