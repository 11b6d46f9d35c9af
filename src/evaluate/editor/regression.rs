//! The linear part of the editor's judgement: a logistic regression.

use crate::edit::judgement::Linear;
use crate::evaluate::boost::Table;

/// Penalty of the regression, in units of mean row weight.
/// Chosen by hand; other values were not tried.
const PENALTY: f32 = 0.02;

/// Fits a logistic regression to a table by gradient descent with momentum, from 0, in a fixed
/// number of steps.
#[allow(clippy::cast_precision_loss)]
pub(super) fn regression(table: &Table) -> Linear {
    const STEPS: usize = 400;
    const RATE: f32 = 0.5;
    const MOMENTUM: f32 = 0.9;
    let width = table.features;
    let total: f32 = table.weight.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    let column = |k: usize| table.x.iter().skip(k).step_by(width.max(1));
    let mean: Vec<f32> = (0..width)
        .map(|k| column(k).zip(&table.weight).map(|(x, w)| x * w).sum::<f32>() / total)
        .collect();
    let deviation: Vec<f32> = (0..width)
        .map(|k| {
            let square = |(x, w): (&f32, &f32)| w * (x - mean[k]) * (x - mean[k]);
            (column(k).zip(&table.weight).map(square).sum::<f32>() / total).sqrt().max(1e-3)
        })
        .collect();
    let scaled: Vec<f32> = table
        .x
        .chunks_exact(width.max(1))
        .flat_map(|row| row.iter().zip(&mean).zip(&deviation).map(|((x, m), d)| (x - m) / d))
        .collect();
    let (mut weight, mut bias) = (vec![0.0f32; width], 0.0f32);
    let (mut speed, mut bias_speed) = (vec![0.0f32; width], 0.0f32);
    for _ in 0..STEPS {
        let mut slope: Vec<f32> = weight.iter().map(|w| PENALTY * w).collect();
        let mut bias_slope = 0.0;
        for ((row, y), w) in scaled.chunks_exact(width.max(1)).zip(&table.y).zip(&table.weight) {
            let z: f32 = bias + row.iter().zip(&weight).map(|(x, w)| x * w).sum::<f32>();
            let error = (1.0 / (1.0 + libm::expf(-z)) - y) * w / total;
            bias_slope += error;
            slope.iter_mut().zip(row).for_each(|(s, x)| *s += error * x);
        }
        for ((weight, speed), slope) in weight.iter_mut().zip(&mut speed).zip(&slope) {
            *speed = MOMENTUM * *speed - RATE / width as f32 * 4.0 * slope;
            *weight += *speed;
        }
        bias_speed = MOMENTUM * bias_speed - RATE * bias_slope;
        bias += bias_speed;
    }
    // Six decimals: what is tested is what is written.
    let round = |x: f32| (x * 1e6).round() / 1e6;
    Linear {
        bias: round(bias),
        mean: mean.into_iter().map(round).collect(),
        deviation: deviation.into_iter().map(round).collect(),
        weight: weight.into_iter().map(round).collect(),
    }
}
