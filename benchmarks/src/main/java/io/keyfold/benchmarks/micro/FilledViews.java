package io.keyfold.benchmarks.micro;

import io.keyfold.platform.log.State;
import io.keyfold.session.catalogue.Catalogue;
import io.keyfold.session.catalogue.CatalogueFold;
import io.keyfold.session.catalogue.Deployment;
import io.keyfold.session.catalogue.PublishedProvider;
import io.keyfold.session.credentials.CredentialsFold;
import io.keyfold.session.resolve.Resolver;
import java.io.IOException;
import reactor.core.publisher.Mono;

/** The two views that a resolution reads, filled with deployments that have a credential each. */
final class FilledViews implements AutoCloseable {

  private final RocksState deployments;
  private final RocksState authConfigs;
  private final Catalogue catalogue;

  private FilledViews(RocksState deployments, RocksState authConfigs) {
    this.deployments = deployments;
    this.authConfigs = authConfigs;
    this.catalogue = new Catalogue(new RocksView(deployments.state()));
  }

  static FilledViews of(int objects) throws IOException {
    RocksState deployments = RocksState.open();
    RocksState authConfigs = RocksState.open();
    CatalogueFold catalogue = new CatalogueFold();
    CredentialsFold credentials = new CredentialsFold();
    deployments.write(catalogue.apply(Samples.provider(), deployments.state()));
    for (int i = 0; i < objects; i++) {
      deployments.write(catalogue.apply(Samples.deploymentCreated(i), deployments.state()));
      authConfigs.write(credentials.apply(Samples.authConfigCreated(i), authConfigs.state()));
    }
    return new FilledViews(deployments, authConfigs);
  }

  Resolver resolver() {
    // The credentials are typed: none needs an access token.
    return new Resolver(catalogue, new RocksView(authConfigs.state()), (tenant, config) -> Mono.just(config));
  }

  State credentials() {
    return authConfigs.state();
  }

  Deployment deployment(int number) {
    return catalogue.known(Samples.TENANT, Samples.deploymentId(number)).orElseThrow();
  }

  PublishedProvider provider(Deployment deployment) {
    return catalogue.knownProvider(Samples.TENANT, deployment).orElseThrow();
  }

  @Override
  public void close() throws IOException {
    deployments.close();
    authConfigs.close();
  }
}
