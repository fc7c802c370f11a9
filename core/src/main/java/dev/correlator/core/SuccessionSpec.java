package dev.correlator.core;

import java.util.List;

/** The description of the stage that joins legs of one kind. */
final class SuccessionSpec extends StageSpec {

  final ChainSpec chain;

  /** How long the first leg waits, once it has ended, for one that names it. */
  final long waitNanos;

  int[] consumers = {};

  SuccessionSpec(ModuleSpec module, ChainSpec chain, long waitNanos) {
    super(module, chain.name + "-legs");
    this.chain = chain;
    this.waitNanos = waitNanos;
  }

  @Override
  void check() {}

  @Override
  List<Class<?>> sends() {
    return List.of(chain.event.shape.type);
  }

  @Override
  String takesText() {
    return "legs " + chain.legs.getFirst().name;
  }

  @Override
  void link(Links links) {
    consumers = links.consumers(this, chain.event.shape.type);
  }

  @Override
  Stage create(Shard shard) {
    return new SuccessionStage(this, shard);
  }
}
