"""Writes an nnU-Net model folder with a PlainConvUNet of random weights, for timing.

    python make_model.py FOLDER PATCH FEATURES SPACING      (comma-separated; spacing in mm, z,y,x)
"""
import sys,json,os,torch
out=sys.argv[1]; patch=[int(v) for v in sys.argv[2].split(',')]; feats=[int(v) for v in sys.argv[3].split(',')]; spacing=[float(v) for v in sys.argv[4].split(',')]
from dynamic_network_architectures.architectures.unet import PlainConvUNet
n=len(feats)
strides=[[1,1,1]]+[[2,2,2]]*(n-1)
if n==6: strides[-1]=[1,2,2] if patch[0]%32 else [2,2,2]
kw=dict(n_stages=n,features_per_stage=feats,conv_op='torch.nn.modules.conv.Conv3d',kernel_sizes=[[3,3,3]]*n,strides=strides,n_conv_per_stage=[2]*n,n_conv_per_stage_decoder=[2]*(n-1),conv_bias=True,norm_op='torch.nn.modules.instancenorm.InstanceNorm3d',norm_op_kwargs={'eps':1e-5,'affine':True},dropout_op=None,dropout_op_kwargs=None,nonlin='torch.nn.LeakyReLU',nonlin_kwargs={'inplace':True})
torch.manual_seed(1)
net=PlainConvUNet(2,n,feats,torch.nn.Conv3d,[[3,3,3]]*n,strides,[2]*n,2,[2]*(n-1),True,torch.nn.InstanceNorm3d,{'eps':1e-5,'affine':True},None,None,torch.nn.LeakyReLU,{'inplace':True},deep_supervision=True)
print('parameters',sum(p.numel() for p in net.parameters()))
rs=lambda seg,o:{"is_seg":seg,"order":o,"order_z":0,"force_separate_z":None}
plans={"dataset_name":"Dataset001_Bench","plans_name":"nnUNetPlans","original_median_spacing_after_transp":spacing,"original_median_shape_after_transp":[100,100,100],"image_reader_writer":"SimpleITKIO","transpose_forward":[0,1,2],"transpose_backward":[0,1,2],"experiment_planner_used":"ExperimentPlanner","label_manager":"LabelManager",
"foreground_intensity_properties_per_channel":{"0":{"mean":50.0,"std":100.0,"percentile_00_5":-900.0,"percentile_99_5":500.0,"min":-1000,"max":1000,"median":40},"1":{"mean":7.0,"std":8.0,"percentile_00_5":1.0,"percentile_99_5":50.0,"min":0,"max":100,"median":4}},
"configurations":{"3d_fullres":{"data_identifier":"nnUNetPlans_3d_fullres","preprocessor_name":"DefaultPreprocessor","batch_size":2,"patch_size":patch,"median_image_size_in_voxels":[100,100,100],"spacing":spacing,"normalization_schemes":["CTNormalization","ZScoreNormalization"],"use_mask_for_norm":[False,False],"resampling_fn_data":"resample_data_or_seg_to_shape","resampling_fn_seg":"resample_data_or_seg_to_shape","resampling_fn_probabilities":"resample_data_or_seg_to_shape","resampling_fn_data_kwargs":rs(False,3),"resampling_fn_seg_kwargs":rs(True,1),"resampling_fn_probabilities_kwargs":rs(False,1),"batch_dice":False,"architecture":{"network_class_name":"dynamic_network_architectures.architectures.unet.PlainConvUNet","arch_kwargs":kw,"_kw_requires_import":["conv_op","norm_op","dropout_op","nonlin"]}}}}
ds={"channel_names":{"0":"CT","1":"PET"},"labels":{"background":0,"lesion":1},"numTraining":1,"file_ending":".mha"}
os.makedirs(out+'/fold_0',exist_ok=True)
json.dump(plans,open(out+'/plans.json','w'),indent=1); json.dump(ds,open(out+'/dataset.json','w'),indent=1)
torch.save({"network_weights":net.state_dict(),"trainer_name":"nnUNetTrainer","init_args":{"plans":plans,"configuration":"3d_fullres","fold":0,"dataset_json":ds},"inference_allowed_mirroring_axes":(0,1,2),"current_epoch":1},out+'/fold_0/checkpoint_final.pth')
