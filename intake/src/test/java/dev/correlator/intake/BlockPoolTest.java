package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.core.RecordBlock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockPoolTest {

  @Test
  void fewSources_haveBlocksOfTheUsualSize() {
    BlockPool pool = new BlockPool(BlockSize.USUAL_SOURCES_MAX);

    for (int i = 0; i < 2 * BlockSize.USUAL_SOURCES_MAX; i++) {
      assertThat(pool.take().capacity()).isEqualTo(BlockSize.USUAL);
    }
  }

  @Test
  void manySources_haveFewUsualBlocksAtATime_andTogetherABoundedAmount() {
    for (int sources : new int[] {BlockSize.USUAL_SOURCES_MAX + 1, 6_000, 30_000}) {
      BlockPool pool = new BlockPool(sources);
      List<RecordBlock> taken = new ArrayList<>();
      long bytes = 0;
      for (int i = 0; i < sources; i++) {
        taken.add(pool.take());
        bytes += taken.get(i).capacity();
      }

      assertThat(bytes).isLessThan(64 << 20);
      assertThat(taken.subList(0, BlockPool.USUAL_MAX))
          .allMatch(b -> b.capacity() == BlockSize.USUAL);
      assertThat(taken.get(BlockPool.USUAL_MAX).capacity()).isEqualTo(BlockSize.of(sources));

      pool.give(taken.get(BlockPool.USUAL_MAX));
      assertThat(pool.take().capacity())
          .as("all usual ones are in use")
          .isLessThan(BlockSize.USUAL);
      pool.give(taken.get(0));
      assertThat(pool.take()).as("used again").isSameAs(taken.get(0));
    }
  }

  @Test
  void block_thatHadToGrow_isNotKept() {
    BlockPool pool = new BlockPool(1);
    RecordBlock block = pool.take();
    block.grow(1 << 20);
    pool.give(block);

    assertThat(pool.take().capacity()).isEqualTo(BlockSize.USUAL);
    assertThat(pool.inUse()).isEqualTo(1);
  }
}
