package dev.correlator.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All stages, for the keys of some key groups. Used by one thread at a time; has none of its own.
 */
final class Shard {

  final Program program;
  final int index;
  final int count;

  /** By the number of the application. */
  final Counts[] counts;

  /** What was sent to each stage since it was last gathered. */
  final List<List<Message>> sentTo;

  final List<Message>[] sent;

  /** The events since they were last collected. */
  final List<CoreEnvelope<?>> events = new ArrayList<>();

  final List<ModuleFailure> failures = new ArrayList<>();
  final @Nullable Observer observer;
  private final Map<ModuleSpec, Metrics> metrics = new HashMap<>();
  private final Stage[] stages;

  /** By the number of the rule: the stage, or who tells that its select failed. */
  private final Stage[] takers;

  private final Trigger trigger = new Trigger();

  @SuppressWarnings({"unchecked", "rawtypes"})
  Shard(Program program, int index, int count, @Nullable Observer observer) {
    this.program = program;
    this.index = index;
    this.count = count;
    this.observer = observer;
    sent = new List[program.stages.length];
    for (int i = 0; i < sent.length; i++) {
      sent[i] = new ArrayList<>();
    }
    sentTo = List.of(sent);
    counts = new Counts[program.applications.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new Counts();
    }
    stages = new Stage[program.stages.length];
    for (int i = 0; i < stages.length; i++) {
      stages[i] = program.stages[i].create(this);
    }
    takers = new Stage[program.rules.length];
    for (int i = 0; i < takers.length; i++) {
      int stage = program.rules[i].stage;
      takers[i] =
          program.rules[i].kind == Rule.Kind.FAILED
              ? new FailedSelect(program.stages[stage], this)
              : stages[stage];
    }
  }

  Metrics metrics(ModuleSpec module) {
    return metrics.computeIfAbsent(module, Metrics::new);
  }

  boolean owns(int group) {
    return count == 1 || group % count == index;
  }

  /** Whether a key is one of this shard's: where there is one shard, without a look at it. */
  boolean owns(Keys key) {
    return count == 1 || owns(key.group());
  }

  void failed(StageSpec stage, Trigger t, byte[] key, int keyLength, Throwable cause) {
    counts[stage.module.part].failures++;
    StoredRecord record = t.stored(program.sources);
    failures.add(
        new ModuleFailure(
            stage.module.application,
            stage.module.name,
            stage.name,
            Keys.parts(key, 0, keyLength),
            Times.instant(t.tau),
            record == null ? null : record.raw(),
            record == null ? null : record.ref(),
            cause));
  }

  /** The time of the first record is known. */
  void start(long tau) {
    for (Stage s : stages) {
      if (s instanceof CalendarStage c) {
        c.start(tau);
      }
    }
  }

  /**
   * Stages of depth 0: takes the records in front of {@code n}, and fires timers up to {@code w}.
   */
  void records(OrderBuffer buffer, int n, long w) {
    for (int k = 0; k < n; k++) {
      int i = buffer.order[k];
      RecordBlock block = buffer.block[i];
      int cell = buffer.cell[i];
      int[] cells = block.cells;
      trigger.tau = buffer.tau[i];
      trigger.cause = Emission.BY_RECORD;
      trigger.origin = buffer.origin[i];
      trigger.seq = buffer.seq[i];
      trigger.flags = buffer.flags[i];
      trigger.record(block, cell, buffer.origin[i]);
      int hit = cell + Cells.HEADER;
      for (int h = cells[cell + Cells.HITS]; h > 0; h--) {
        int rule = cells[hit + Cells.RULE];
        int group = cells[hit + Cells.KEY_GROUP];
        if (count == 1 || owns(Math.max(0, group))) {
          Stage s = takers[rule];
          if (s.nothingDueUntil < trigger.tau - 1) {
            s.advance(trigger.tau - 1);
          }
          long usedBefore = s.counts.used;
          long orphansBefore = s.counts.orphans;
          long failuresBefore = s.counts.failures;
          s.record(trigger, hit);
          if (s.counts.used != usedBefore) {
            buffer.used[s.part][i] = true;
          }
          if (s.counts.orphans != orphansBefore) {
            buffer.orphaned[s.part][i] = true;
          }
          if (s.counts.failures != failuresBefore) {
            buffer.failed[s.part][i] = true;
          }
        }
        hit += Cells.HIT + program.rules[rule].holes;
      }
    }
    advance(0, w);
  }

  /** Stages of a further depth: take their messages, and fire timers up to {@code w}. */
  void messages(int depth, List<List<Message>> inputs, long w) {
    for (Stage s : stages) {
      if (program.stages[s.id].depth == depth) {
        for (Message m : inputs.get(s.id)) {
          // What the end of the input leads to comes behind the timers of its last instant.
          long past = m.cause == Emission.BY_END ? m.tau : m.tau - 1;
          if (s.nothingDueUntil < past) {
            s.advance(past);
          }
          trigger.message(m);
          s.message(trigger, m);
        }
      }
    }
    advance(depth, w);
  }

  private void advance(int depth, long w) {
    for (Stage s : stages) {
      if (s.nothingDueUntil < w && program.stages[s.id].depth == depth) {
        s.advance(w);
      }
    }
  }

  /** No calendar has a time any more. */
  void stopCalendars() {
    for (Stage s : stages) {
      if (s instanceof CalendarStage c) {
        c.stop();
      }
    }
  }

  /** The input has ended. */
  void end(int depth, long last) {
    for (Stage s : stages) {
      if (program.stages[s.id].depth == depth) {
        trigger.end(last);
        s.end(trigger);
      }
    }
  }

  /** Keys kept over all stages. */
  int size() {
    int n = 0;
    for (Stage s : stages) {
      n += s.size();
    }
    return n;
  }

  /** Timers kept over all stages. */
  int timers() {
    int n = 0;
    for (Stage s : stages) {
      n += s.timers();
    }
    return n;
  }
}
