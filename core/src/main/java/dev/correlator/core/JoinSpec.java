package dev.correlator.core;

import java.util.List;

/** The description of the stage that joins a leg of a chain to the legs before it. */
final class JoinSpec extends StageSpec {

  final ChainSpec chain;

  /** The leg that is joined, at least 1. */
  final int leg;

  /** Whether the legs before it are complete where they do not name it. */
  final boolean optional;

  int[] consumers = {};

  JoinSpec(ModuleSpec module, ChainSpec chain, int leg, boolean optional) {
    super(module, chain.name + "-" + leg);
    this.chain = chain;
    this.leg = leg;
    this.optional = optional;
  }

  @Override
  void check() {}

  @Override
  List<Class<?>> sends() {
    return List.of(chain.event.shape.type);
  }

  @Override
  String takesText() {
    return "legs " + chain.legs.get(leg - 1).name + "," + chain.legs.get(leg).name;
  }

  @Override
  void link(Links links) {
    consumers = links.consumers(this, chain.event.shape.type);
  }

  @Override
  Stage create(Shard shard) {
    return new JoinStage(this, shard);
  }
}
